/**
 * Which kind of key each provider's adapter needs, in English for the command line; the window shows the
 * catalogue's text by the same name.
 */
export const KEY_HINTS: Readonly<Record<string, string>> = {
  key_anthropic_admin:
    'An admin key of the Console (begins with sk-ant-admin; Console, Settings, Admin keys), made by an organization admin. For Claude Enterprise a key (begins with sk-ant-api01-) with the scopes read:analytics and read:spend_limits, made by the primary owner in claude.ai, Organization settings, API.',
  key_openai_admin:
    'An admin key of the organization (Settings, Organization, Admin keys), made by an owner.',
  key_github_organization_owner:
    'A classic token (not a fine-grained one) of an organization owner with the scopes manage_billing:copilot and read:org. Where an enterprise pays, with manage_billing:enterprise as well, of an enterprise owner or billing manager, authorised for single sign-on.',
  key_openrouter_management: 'A management key (Settings, Management keys), not one for requests.',
  key_litellm_proxy_admin: 'The proxy’s master key, or one of a proxy admin.',
  key_cursor_team: 'A team API key (Dashboard, Settings, Admin API), made by a team admin.',
  key_xai_management: 'A management key of the team (not one for requests).',
  key_mistral_admin: 'An admin key of the organization. Mistral gives it to Enterprise plans only.',
  key_fireworks_admin: 'An API key of an account administrator.',
  key_elevenlabs: 'An API key of the workspace that may read its usage.',
  key_codex_analytics: 'A key of the API platform that OpenAI opened for Codex analytics.',
  key_microsoft_app:
    'The application’s id and its secret in one, with a colon between: ID:SECRET. The app signs in with them at login.microsoftonline.com and nowhere else.',
  key_alibaba_pair:
    'The AccessKey’s id and its secret in one, with a colon between: ID:SECRET. Requests are signed with it; the secret itself is never sent.',
  key_volcengine_pair:
    'The access key’s id and its secret in one, with a colon between: ID:SECRET. Requests are signed with it; the secret itself is never sent.',
};
