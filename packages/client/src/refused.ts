throw new Error(
  'darkroom-client/sign and darkroom-client/server belong on a server: in a browser, everybody could read your keys.',
);
