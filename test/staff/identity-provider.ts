import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';

export const CLIENT = { clientId: 'meepraten', clientSecret: 'a-secret-of-the-tests-only-0123456789' };

/** What the provider says of the people who can sign in, by the name they type. */
export type Accounts = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A real OpenID provider on loopback. It answers 503 until `open` tells it who its client is. */
export class TestIdentityProvider {
  readonly issuer: string;
  readonly #server: Server;
  #handle: ReturnType<Provider['callback']> | undefined;

  private constructor(server: Server, issuer: string) {
    this.#server = server;
    this.issuer = issuer;
    server.on('request', (request, response) => {
      if (this.#handle) void this.#handle(request, response);
      else {
        response.statusCode = 503;
        response.end();
      }
    });
  }

  static async start(): Promise<TestIdentityProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    return new TestIdentityProvider(server, `http://127.0.0.1:${port}`);
  }

  /** Lets people of `accounts` sign in to the service at `origin`. */
  async open(origin: string, accounts: Accounts): Promise<void> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: CLIENT.clientId,
          client_secret: CLIENT.clientSecret,
          redirect_uris: [`${origin}/staff/callback`],
          post_logout_redirect_uris: [`${origin}/staff`],
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'test' }] },
      cookies: { keys: ['only-for-tests'] },
      claims: { openid: ['sub', 'roles', 'teams'], profile: ['name'] },
      findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, ...accounts[id] }) }),
      ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    });
    this.#handle = provider.callback();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A browser's part of signing in, over plain HTTP: follows redirects, keeps cookies per origin, fills in forms. */
export class SignInBrowser {
  readonly #jars = new Map<string, Map<string, string>>();

  /** Signs in under a name at the provider; answers with what the service said last. */
  async signIn(origin: string, name: string): Promise<Response> {
    let response = await this.visit(`${origin}/staff/sign-in`);
    for (const fields of [`prompt=login&login=${name}&password=x`, 'prompt=consent']) {
      if (!response.url.includes('/interaction/')) break;
      response = await this.visit(response.url, fields);
    }
    return response;
  }

  /** Goes somewhere, posting a form if one is given, and on to where that redirects; `follow` false stays there. */
  async visit(address: string, form?: string, follow = true): Promise<Response> {
    const { origin } = new URL(address);
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    const headers = new Headers({ cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') });
    if (form !== undefined) headers.set('content-type', 'application/x-www-form-urlencoded');
    const response = await fetch(address, {
      headers,
      redirect: 'manual',
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) keep(jar, cookie);
    const location = response.headers.get('location');
    if (!follow || location === null) return response;
    await response.body?.cancel();
    return this.visit(new URL(location, address).href);
  }

  cookie(origin: string, name: string): string | undefined {
    return this.#jars.get(origin)?.get(name);
  }
}

function keep(jar: Map<string, string>, cookie: string): void {
  const [pair = ''] = cookie.split(';', 1);
  const mark = pair.indexOf('=');
  if (/max-age=0/i.test(cookie) || /expires=Thu, 01 Jan 1970/i.test(cookie)) jar.delete(pair.slice(0, mark));
  else jar.set(pair.slice(0, mark), pair.slice(mark + 1));
}
