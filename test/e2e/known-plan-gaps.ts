/**
 * What the emulator forgets of a resource, so that a second plan wants to write it again. Each is a gap of the
 * emulator's, with the reason; the tests fail on any other difference, and on a gap that is there no longer.
 */
export interface PlanGap {
  type: string;
  attribute: string;
  reason: string;
}

const ALARM = 'aws_cloudwatch_metric_alarm';
const SILENT = "DescribeAlarms in the provider's query protocol leaves it out, though the alarm has it";

export const KNOWN_PLAN_GAPS: readonly PlanGap[] = [
  { type: ALARM, attribute: 'actions_enabled', reason: SILENT },
  { type: ALARM, attribute: 'alarm_actions', reason: SILENT },
  { type: ALARM, attribute: 'alarm_description', reason: SILENT },
  { type: ALARM, attribute: 'dimensions', reason: SILENT },
  { type: ALARM, attribute: 'ok_actions', reason: SILENT },
  { type: ALARM, attribute: 'period', reason: SILENT },
  { type: ALARM, attribute: 'statistic', reason: SILENT },
  { type: ALARM, attribute: 'treat_missing_data', reason: SILENT },
];
