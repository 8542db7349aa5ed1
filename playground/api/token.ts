/**
 * The header with the token of whoever may use the playground. Not Authorization: CloudFront replaces that by its own signature of
 * the request (AWS, "Restrict access to an AWS Lambda function URL origin": signing behaviour "always").
 */
export const TOKEN_HEADER = 'x-darkroom-token';
