/** The parts of CloudFront Functions' event that are used here. */
export interface EdgeEvent {
  request: EdgeRequest;
  /** Present if the event is a viewer response. */
  response?: EdgeResponse;
}

export interface EdgeRequest {
  method: string;
  /** The path as the viewer sent it, undecoded. */
  uri: string;
  querystring: Fields;
  /** Names are in lower case. */
  headers: Fields;
  cookies: Fields;
}

export interface EdgeResponse {
  statusCode: number;
  statusDescription: string;
  headers: Fields;
  body?: string;
}

export type Fields = Record<string, Field | undefined>;

export interface Field {
  value: string;
  /** All values, if there is more than one. */
  multiValue?: { value: string }[];
}

/** All values of a header, as one list. */
export function valueOf(field: Field | undefined): string {
  if (!field) return '';
  return field.multiValue ? field.multiValue.map((each) => each.value).join() : field.value;
}
