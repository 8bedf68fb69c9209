// Who may read this API's answers from a browser, and who may act through one.

// ANCHOR: policy
export function createCors({ origins, methods, requestHeaders, exposedHeaders, maxAgeSeconds,
  allowHttp = false }) {
  const allowed = new Set(origins.map((text) => checkedOrigin(text, allowHttp)));
  const allowMethods = methods.join(', ');
  const allowHeaders = requestHeaders.join(', ');
  const exposeHeaders = exposedHeaders.join(', ');

  // Runs before authentication, routing and everything else that can fail, so that
  // every answer carries the headers. Returns true if it has answered the request.
  function handle(req, res) {
    appendVary(res, 'Origin'); // always: an answer without the headers below is a variant too
    const origin = req.headers.origin;
    const known = allowed.has(origin); // the whole string or nothing
    if (known) {
      res.setHeader('Access-Control-Allow-Origin', origin);
      res.setHeader('Access-Control-Allow-Credentials', 'true');
    }
    if (!isPreflight(req)) {
      if (known) res.setHeader('Access-Control-Expose-Headers', exposeHeaders);
      return false;
    }
    if (known) { // what this API supports, not an echo of what was asked
      res.setHeader('Access-Control-Allow-Methods', allowMethods);
      res.setHeader('Access-Control-Allow-Headers', allowHeaders);
      res.setHeader('Access-Control-Max-Age', String(maxAgeSeconds));
    }
    res.writeHead(known ? 204 : 403).end();
    return true;
  }
  // ANCHOR_END: policy

  // ANCHOR: guard
  // A browser sends Origin with every request that is not a GET or HEAD, be it by a script
  // or a form, cross-origin or not. So list this API's own origin too if its pages write.
  // No Origin: no browser, and so no cookie that was attached behind its owner's back.
  function refusesWrite(req) {
    if (['GET', 'HEAD', 'OPTIONS'].includes(req.method)) return false; // must be safe anyway
    return req.headers.origin !== undefined && !allowed.has(req.headers.origin);
  }
  // ANCHOR_END: guard

  return { handle, refusesWrite };
}

function isPreflight(req) {
  return req.method === 'OPTIONS'
    && req.headers.origin !== undefined
    && req.headers['access-control-request-method'] !== undefined;
}

// ANCHOR: checked
// A typing error in the list must stop the deployment, not the customers: a browser sends
// lower case, no default port and no trailing slash, and we compare bytes.
function checkedOrigin(text, allowHttp) {
  let url;
  try {
    url = new URL(text);
  } catch {
    throw new TypeError(`not an origin: ${text}`); // "*" and "null" end here
  }
  if (url.origin !== text || text.includes('*')) {
    throw new TypeError(`not an origin as browsers send it: ${text}`);
  }
  if (url.protocol !== 'https:' && !(allowHttp && url.protocol === 'http:')) {
    throw new TypeError(`anybody on the network can forge this origin: ${text}`);
  }
  return text;
}
// ANCHOR_END: checked

function appendVary(res, name) {
  const names = String(res.getHeader('Vary') ?? '').split(',').map((n) => n.trim()).filter(Boolean);
  if (!names.some((n) => n === '*' || n.toLowerCase() === name.toLowerCase())) names.push(name);
  res.setHeader('Vary', names.join(', '));
}
