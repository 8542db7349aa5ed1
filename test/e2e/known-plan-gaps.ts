/**
 * Attributes that the emulator forgets, so that a second plan wants to write them again. Each is a gap of the
 * emulator, with the reason. The tests fail on any other difference, and on a gap that no longer exists.
 */
export interface PlanGap {
  type: string;
  attribute: string;
  reason: string;
}

const ALARM = 'aws_cloudwatch_metric_alarm';
const SILENT = "DescribeAlarms in the provider's query protocol omits it, although the alarm has it";

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
