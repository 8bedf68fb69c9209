// What a browser decides about a script's cross-origin request in mode "cors", after the
// WHATWG Fetch Standard. Upload streams and upload listeners, which also cause a preflight,
// are left out. A request's headers are an array of [lower-case name, value], each name once.

const UNSAFE_BYTE = /[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/;
const LANGUAGE = /^[0-9A-Za-z *,\-.;=]*$/;
const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

// "CORS-safelisted request-header"
function isSafelisted([name, value]) {
  if (value.length > 128) return false;
  switch (name) {
    case 'accept':
      return !UNSAFE_BYTE.test(value);
    case 'accept-language':
    case 'content-language':
      return LANGUAGE.test(value);
    case 'content-type':
      return !UNSAFE_BYTE.test(value)
        && FORM_TYPES.includes(value.split(';', 1)[0].trim().toLowerCase());
    case 'range': {
      const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(value) ?? [];
      return first !== undefined && (last === '' || Number(first) <= Number(last));
    }
    default:
      return false;
  }
}

// "CORS-unsafe request-header names", sorted: the value of Access-Control-Request-Headers
export function unsafeNames(headers) {
  const safe = headers.filter(isSafelisted);
  const tooMuch = safe.reduce((sum, [, value]) => sum + value.length, 0) > 1024;
  const unsafe = tooMuch ? headers : headers.filter((header) => !safe.includes(header));
  return [...new Set(unsafe.map(([name]) => name))].sort();
}

export function needsPreflight({ method, headers }) {
  return !['GET', 'HEAD', 'POST'].includes(method) || unsafeNames(headers).length > 0;
}

const RESPONSE_SAFELIST = ['cache-control', 'content-language', 'content-length', 'content-type',
  'expires', 'last-modified', 'pragma'];

const items = (value = '') => value.split(',').map((item) => item.trim()).filter(Boolean);

// ANCHOR: check
// "CORS check": may the script of `origin` see this response? Undefined means yes.
export function corsCheck({ origin, credentials }, response) {
  const allowed = response.headers['access-control-allow-origin'];
  if (allowed === undefined) return 'no Access-Control-Allow-Origin';
  if (credentials !== 'include' && allowed === '*') return undefined;
  if (allowed !== origin) return `Access-Control-Allow-Origin is ${allowed}`;
  if (credentials !== 'include') return undefined;
  if (response.headers['access-control-allow-credentials'] === 'true') return undefined;
  return 'no Access-Control-Allow-Credentials: true';
}

// The answer to the preflight: must pass the same check, have an ok status, and list
// the method and every unsafe header. Undefined means that the request may be sent.
export function preflightCheck(request, response) {
  const failure = corsCheck(request, response);
  if (failure) return failure;
  if (response.status < 200 || response.status > 299) return `status ${response.status} is not ok`;
  const wildcard = request.credentials !== 'include';
  const methods = items(response.headers['access-control-allow-methods']);
  if (!['GET', 'HEAD', 'POST'].includes(request.method)
    && !methods.includes(request.method) && !(wildcard && methods.includes('*'))) {
    return `method ${request.method} is not allowed`;
  }
  const names = items(response.headers['access-control-allow-headers']?.toLowerCase());
  const refused = unsafeNames(request.headers).find((name) => !names.includes(name)
    && !(wildcard && names.includes('*') && name !== 'authorization'));
  return refused && `header ${refused} is not allowed`;
}
// ANCHOR_END: check

// The header names that the script can read in a response that it may see.
export function readableNames({ credentials }, response) {
  const exposed = items(response.headers['access-control-expose-headers']?.toLowerCase());
  const all = exposed.includes('*') && credentials !== 'include';
  return Object.keys(response.headers).sort().filter((name) => name !== 'set-cookie'
    && (all || RESPONSE_SAFELIST.includes(name) || exposed.includes(name)));
}
