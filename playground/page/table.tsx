import type { Measured } from './measure.ts';
import { sourceOf } from './measure.ts';
import type { Shown } from './shown.ts';
import { bytes, duration, typeName } from './words.ts';

/** What was made, what was delivered, and how long it took. */
export function VariantTable({
  shown,
  original,
}: {
  shown: Shown[];
  original: { bytes: number; width: number; height: number; format: string };
}) {
  const slowest = Math.max(1, ...shown.map(({ measured }) => measured?.ms ?? 0));
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Variants">
      <table>
        <thead>
          <tr>
            <th>Variant</th>
            <th>Asked</th>
            <th>Delivered</th>
            <th class="n">Pixels</th>
            <th class="n">Bytes</th>
            <th class="n">Of plain</th>
            <th>From</th>
            <th>Time</th>
          </tr>
        </thead>
        <tbody>
          <tr class="original">
            <th scope="row">original</th>
            <td />
            <td>{original.format}</td>
            <td class="n">
              {original.width} × {original.height}
            </td>
            <td class="n">{bytes(original.bytes)}</td>
            <td />
            <td>private</td>
            <td />
          </tr>
          {shown.map((each) => {
            const plain =
              shown.find(({ preset, asked }) => preset === each.preset && asked === 'plain')?.bytes ?? each.bytes;
            const part = Math.round((each.bytes / plain) * 100);
            const delivered = each.measured && typeName(each.measured.type);
            const instead = each.asked !== 'plain' && delivered !== null && delivered !== each.asked;
            return (
              <tr key={each.name}>
                <th scope="row">{each.preset}</th>
                <td>{each.asked}</td>
                <td>
                  {instead ? (
                    <strong title="It is smaller than what was asked for">{delivered}, smaller</strong>
                  ) : (
                    delivered
                  )}
                </td>
                <td class="n">
                  {each.width} × {each.height}
                </td>
                <td class="n">{bytes(each.bytes)}</td>
                <td class="n">
                  <span class="part" style={{ '--part': `${Math.min(100, part)}%` }}>
                    {part} %
                  </span>
                </td>
                <td>{each.measured && sourceOf(each.measured)}</td>
                <td>{each.measured && <Timing measured={each.measured} most={slowest} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The time until the last byte, and within it the steps of which the server tells. */
export function Timing({ measured: { ms, timings }, most }: { measured: Measured; most: number }) {
  const words = timings.map(({ name, ms: took }) => `${name} ${Math.round(took)} ms`).join(', ');
  return (
    <span class="timing" title={words}>
      <span class="bar" aria-hidden="true">
        {timings.map(({ name, ms: took }, index) => (
          <i key={name} class={`step${index % 3}`} style={{ width: `${(took / most) * 100}%` }} />
        ))}
        <i style={{ width: `${(Math.max(0, ms - timings.reduce((sum, each) => sum + each.ms, 0)) / most) * 100}%` }} />
      </span>
      {duration(ms)}
      {words && <span class="hidden">, of it {words}</span>}
    </span>
  );
}
