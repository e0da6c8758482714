// An OpenID provider for journeys, a process of its own: node oidc-provider.mjs PORT SHOP_URL SLUG...
// Whoever types an address is its owner; one that begins with "unverified" is not known to be. Nobody has a password.
// About an address that begins with "expired" or "misled" the provider says what is over, or what is meant for another site.
import Provider from 'oidc-provider';

const [port, shop, ...slugs] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const here = (slug) => `${shop}/sign-in/oidc/${slug}`;

/** A page without script, style or anything from elsewhere. */
const page = (title, main) =>
  `<!DOCTYPE html><html lang="en"><head><title>${title}</title></head><body><main><h1>${title}</h1>${main}</main></body></html>`;

const provider = new Provider(issuer, {
  clients: slugs.map((slug) => ({
    client_id: `kassa-${slug}`,
    client_secret: `a secret of ${slug}: with/odd+characters`,
    redirect_uris: [`${here(slug)}/callback`],
    post_logout_redirect_uris: [`${shop}/sign-in`],
    backchannel_logout_uri: `${here(slug)}/backchannel`,
    backchannel_logout_session_required: true,
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_basic',
  })),
  pkce: { required: () => true },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  findAccount: (_ctx, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: sub, email_verified: !sub.startsWith('unverified'), name: sub }),
  }),
  features: {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        const leave = '<button type="submit" form="op.logoutForm" name="logout" value="yes">Leave the provider</button>';
        ctx.body = page('Leave the provider?', `${form}${leave}`);
      },
      postLogoutSuccessSource: (ctx) => {
        ctx.body = page('You have left the provider', '');
      },
    },
  },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  // Whoever signs in agrees to everything that is asked for.
  loadExistingGrant: async (ctx) => {
    const { clientId } = ctx.oidc.client;
    const grant = new ctx.oidc.provider.Grant({ clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
  // It calls no address of this machine by itself; the shop is on it.
  fetch: (url, { dispatcher: _guarded, ...options }) => fetch(url, options),
  cookies: { keys: ['for journeys only'] },
  renderError: (ctx, out) => {
    ctx.body = page('The provider refuses', `<p>${out.error}</p>`);
  },
});

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/interaction/')) return next();
  if (ctx.method === 'GET') {
    const label = '<label>Address at the provider <input name="login" autocomplete="off"></label>';
    const buttons = '<button name="do" value="sign-in">Sign in</button> <button name="do" value="refuse">Refuse</button>';
    ctx.body = page('Provider', `<form method="post" action="${ctx.path}">${label} ${buttons}</form>`);
    return undefined;
  }
  const chunks = [];
  for await (const chunk of ctx.req) chunks.push(chunk);
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  const result =
    form.get('do') === 'refuse' ? { error: 'access_denied' } : { login: { accountId: form.get('login') } };
  ctx.respond = false;
  await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
  return undefined;
});

// Signed by the provider all the same: only what is said is wrong.
provider.use(async (ctx, next) => {
  await next();
  if (ctx.path !== '/token' || !ctx.body?.id_token) return;
  const { sub, nonce } = JSON.parse(Buffer.from(ctx.body.id_token.split('.')[1], 'base64url').toString());
  const [expired, misled] = [sub.startsWith('expired'), sub.startsWith('misled')];
  if (!expired && !misled) return;
  const other = slugs.map((slug) => `kassa-${slug}`).find((id) => id !== ctx.oidc.client.clientId);
  const client = misled ? await provider.Client.find(other) : ctx.oidc.client;
  const token = new provider.IdToken({ sub }, { ctx, client });
  token.scope = 'openid';
  token.set('nonce', nonce);
  const anHourAgo = Math.floor(Date.now() / 1000) - 3600;
  ctx.body.id_token = await token.issue({ use: 'idtoken', expiresAt: expired ? anHourAgo : null });
});

provider.listen(Number(port), '127.0.0.1', () => console.log(`ready ${issuer}`));
