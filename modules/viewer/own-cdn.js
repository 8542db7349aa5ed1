// On a CDN of the owner: images are below OWN_CDN.path; origins get whole keys, below OWN_CDN.uriPrefix.
function handler(event) {
  if (event.response) return images(event);
  const request = event.request;
  const below = request.uri.indexOf(`${OWN_CDN.path}/`) === 0;
  // Elsewhere there is no preset.
  request.uri = below ? request.uri.slice(OWN_CDN.path.length) : '/';
  const answer = images(event);
  if (answer.uri) answer.uri = OWN_CDN.uriPrefix + answer.uri;
  return answer;
}
