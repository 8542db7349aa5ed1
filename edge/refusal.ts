/** Why the edge refuses a request: a stable code and a sentence. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
}

export function refusal(status: number, code: string, message: string): Refusal {
  return { status: status, code: code, message: message };
}
