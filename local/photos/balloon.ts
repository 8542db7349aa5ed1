/** A hot-air balloon without a background: the sample with transparency. */
export function balloon(width: number, height: number): string {
  const stripes = Array.from({ length: 9 }, (_, stripe) => {
    const edge = (at: number): number => 300 * Math.sin(((at - 4.5) / 9) * Math.PI);
    const [left, right] = [edge(stripe), edge(stripe + 1)];
    const fill = ['#d8433b', '#f2b134', '#f6efe0'][stripe % 3] ?? '';
    return `<path d="M400 60 C${400 + left * 1.3} 60 ${400 + left * 1.35} 480 ${400 + left * 0.25} 680 L${
      400 + right * 0.25
    } 680 C${400 + right * 1.35} 480 ${400 + right * 1.3} 60 400 60" fill="${fill}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 800 1000">
<defs><radialGradient id="shade" cx=".35" cy=".3" r=".8"><stop offset="0" stop-color="#fff" stop-opacity=".35"/>
<stop offset=".55" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".45"/></radialGradient></defs>
${stripes.join('\n')}
<path d="M400 60 C10 60 5 480 325 680 L475 680 C795 480 790 60 400 60" fill="url(#shade)"/>
<path d="M330 682 L360 850 M470 682 L440 850 M400 682 V850" stroke="#4a3b2a" stroke-width="4"/>
<path d="M345 850 H455 L445 930 H355 Z" fill="#8a5a2b"/><path d="M345 850 H455 V866 H345 Z" fill="#5c3a1a"/></svg>`;
}
