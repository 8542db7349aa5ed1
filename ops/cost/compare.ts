/**
 * A server that is always there, for comparison: two tasks of Fargate on Graviton (one to lose), 1 vCPU and 2 GB each,
 * and a load balancer. us-east-1, 2025-11: aws.amazon.com/fargate/pricing, aws.amazon.com/elasticloadbalancing/pricing.
 */
const SERVER = {
  tasks: 2,
  vcpuHour: 0.032_38,
  gigabyteHour: 0.003_56,
  vcpu: 1,
  gigabytes: 2,
  balancerHour: 0.022_5,
  hours: 730,
} as const;

/** USD a month, whatever is asked of it. */
export function serverMonth(): number {
  const { tasks, vcpuHour, gigabyteHour, vcpu, gigabytes, balancerHour, hours } = SERVER;
  return hours * (tasks * (vcpu * vcpuHour + gigabytes * gigabyteHour) + balancerHour);
}

/** Photos a month above which such a server is cheaper than `perPhoto` USD each, before its own storage requests. */
export const breakEven = (perPhoto: number): number => Math.round(serverMonth() / perPhoto);
