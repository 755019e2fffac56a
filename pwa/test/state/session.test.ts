// SPDX-License-Identifier: Apache-2.0
/** Who is signed in, with a server that comes and goes. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { hasGrants, keepGrant, tryGrant, TRIES_MAX } from '../../src/state/grants.ts';
import { forgetful, type Keep } from '../../src/state/keep.ts';
import { person, problem, Session, stage, type Kept } from '../../src/state/session.ts';

const ANA = { id: 'ana', name: 'Ana', initials: 'AN', roles: ['worker'] };
const BEN = { id: 'ben', name: 'Ben', initials: 'BN', roles: ['worker'] };
const PINS: Record<string, readonly [typeof ANA, string]> = {
  'B-ANA': [ANA, '2207'], 'B-BEN': [BEN, '4416'],
};
const HOURS = 3_600_000;

/** A server with one device, and who is signed in on it. */
class Server {
  up = true;
  actor: typeof ANA | null = null;
  session: string | null = null;
  asked: string[] = [];
  #n = 0;

  answer(method: string, body: { badge?: string; pin?: string }): Response {
    this.asked.push(method);
    if (method === 'DELETE') this.actor = this.session = null;
    if (method === 'POST') {
      const [actor, pin] = PINS[body.badge ?? ''] ?? [null, ''];
      if (actor === null || pin !== body.pin) return Response.json({}, { status: 401 });
      this.#n += 1;
      [this.actor, this.session] = [actor, `S-${this.#n}`];
      const expires_at = new Date(Date.now() + 12 * HOURS).toISOString();
      return Response.json({ actor, session: this.session, expires_at, offline: true });
    }
    return method === 'DELETE' ? new Response(null, { status: 204 }) : Response.json({
      device: { id: 'D', name: 'H-1' }, actor: this.actor, session: this.session, demo: false,
      site: 'DC01', epoch: 'e',
    });
  }
}

let server = new Server();
let keep: Keep = forgetful();
let entered: string[] = [];

/** What another tab of this browser says, and what this one told the others. */
class Others {
  now: Kept | null = null;
  heard = (): void => undefined;
  read(): Kept | null { return this.now; }
  write(kept: Kept): void { this.now = kept; }
  listen(heard: () => void): void { this.heard = heard; }
}
let tabs = new Others();

const made = (): Session => new Session({
  keep, tabs, installation: async () => 'I', onSignOut: () => { entered.push('-'); },
  onSignIn: (kept) => { entered.push(`${kept.actor!.id} ${kept.session}`); },
});
async function signIn(session: Session, badge: string, pin: string): Promise<void> {
  session.badge(badge);
  await session.pin(pin);
}
/** The verifier is kept behind the first screen. */
async function granted(): Promise<void> {
  while (!await hasGrants(keep, Date.now())) await new Promise((done) => setTimeout(done, 20));
}

beforeEach(() => {
  [server, keep, entered, tabs] = [new Server(), forgetful(), [], new Others()];
  globalThis.fetch = async (_path, init) => {
    if (!server.up) throw new TypeError('no network');
    return server.answer(init?.method ?? 'GET', JSON.parse(String(init?.body ?? '{}')));
  };
});

test('who signs out without network is out, also after a reload with the server back', async () => {
  const session = made();
  await session.start();
  await signIn(session, 'B-ANA', '2207');
  server.up = false;
  await session.signOut();
  assert.equal(stage.value, 'badge');
  await made().start();
  assert.equal(stage.value, 'badge', 'a reload without network opens for nobody');
  server.up = true;
  server.asked = [];
  await made().start();
  assert.deepEqual([stage.value, server.actor], ['badge', null]);
  assert.equal(server.asked[0], 'DELETE', 'the server hears of it before anything else');
  assert.deepEqual(entered, ['ana S-1', '-']);
});

test('an answer that was on its way when somebody signed out brings nobody back', async () => {
  const session = made();
  await session.start();
  await signIn(session, 'B-ANA', '2207');
  const before = globalThis.fetch;
  let go = (): void => undefined;
  const held = new Promise<void>((done) => { go = done; });
  globalThis.fetch = async (path, init) => {
    const answer = await before(path, init);
    if (init?.method === 'GET') await held;
    return answer;
  };
  const starting = made();
  const late = starting.start();
  await new Promise((done) => setTimeout(done, 5));
  await starting.signOut();
  go();
  await late;
  assert.deepEqual([stage.value, person.value.actor], ['badge', null]);
});

test('who signed in this shift does so again without network, as themselves', async () => {
  const session = made();
  await session.start();
  await signIn(session, 'B-BEN', '4416');
  await granted();
  await session.signOut();
  await signIn(session, 'B-ANA', '2207');
  server.up = false;
  await session.signOut();
  await signIn(session, 'B-BEN', '1111');
  assert.deepEqual([stage.value, problem.value], ['pin', 'Badge or PIN is wrong']);
  await signIn(session, 'B-BEN', '4416');
  assert.deepEqual([stage.value, entered.at(-1)], ['work', 'ben S-1']);
  server.up = true;
  const reloaded = made();
  await reloaded.start();
  assert.deepEqual([stage.value, person.value.actor?.id, server.actor], ['work', 'ben', null]);
});

test('somebody who never signed in here needs the network', async () => {
  const session = made();
  await session.start();
  server.up = false;
  await signIn(session, 'B-ANA', '2207');
  assert.equal(stage.value, 'pin');
  assert.match(problem.value ?? '', /network/);
});

const REPLY = { actor: ANA, session: 'S', expires_at: '2026-03-02T20:00:00.000Z', offline: true };
const NOW_MS = Date.parse('2026-03-02T09:00:00.000Z');
const FEW = 10; // rounds: the count itself is not what is tested

test('five wrong tries close the door, and only the server opens it again', async () => {
  await keepGrant(keep, 'B', '2207', REPLY, FEW);
  for (let n = 1; n < TRIES_MAX; n += 1) {
    assert.equal((await tryGrant(keep, 'B', '0000', NOW_MS, FEW)).is, 'wrong');
  }
  assert.equal((await tryGrant(keep, 'B', '0000', NOW_MS, FEW)).is, 'locked');
  assert.equal((await tryGrant(keep, 'B', '2207', NOW_MS, FEW)).is, 'locked');
  await keepGrant(keep, 'B', '2207', REPLY, FEW);
  assert.equal((await tryGrant(keep, 'B', '2207', NOW_MS, FEW)).is, 'ok');
});

test('a grant ends with the shift, and is not kept where the site does not allow it', async () => {
  await keepGrant(keep, 'B', '2207', REPLY, FEW);
  assert.equal((await tryGrant(keep, 'B', '2207', Date.parse(REPLY.expires_at), FEW)).is, 'none');
  await keepGrant(keep, 'B', '2207', { ...REPLY, offline: false }, FEW);
  assert.equal((await tryGrant(keep, 'B', '2207', NOW_MS, FEW)).is, 'none');
});

test('neither PIN nor a key that can be read is kept', async () => {
  await keepGrant(keep, 'B', '22070001', REPLY, FEW);
  assert.ok(!JSON.stringify(await keep.get('grants')).includes('22070001'));
  assert.equal((await keep.get('grant_key') as CryptoKey).extractable, false);
});

test('who signs out in another tab is out here too, before the next scan is taken', async () => {
  const session = made();
  await session.start();
  await signIn(session, 'B-ANA', '2207');
  assert.equal(session.stands(), true);
  tabs.now = { ...tabs.now!, actor: null, session: null, owes: true };
  assert.equal(session.stands(), false);
  assert.deepEqual([stage.value, person.value.actor, entered.at(-1)], ['badge', null, '-']);
  assert.equal(session.stands(), true, 'followed once');
});

test('who signs in in another tab is here too, and is who the next scan is by', async () => {
  const session = made();
  await session.start();
  await signIn(session, 'B-ANA', '2207');
  tabs.now = { ...tabs.now!, actor: BEN, session: 'S-9', last: 'Ben' };
  tabs.heard();
  assert.deepEqual([stage.value, person.value.actor?.id], ['work', 'ben']);
  assert.deepEqual(entered.slice(-2), ['-', 'ben S-9']);
});

test('what the server answered for the one before is not believed after another tab went on',
  async () => {
    const session = made();
    await session.start();
    await signIn(session, 'B-ANA', '2207');
    const late = made().start(); // asks who is here; the answer will be Ana
    tabs.now = { ...tabs.now!, actor: null, session: null, owes: true };
    tabs.heard();
    await late;
    assert.deepEqual([stage.value, person.value.actor], ['badge', null]);
  });

test('the others are told at once of who came and who went', async () => {
  const session = made();
  await session.start();
  await signIn(session, 'B-ANA', '2207');
  assert.deepEqual([tabs.now?.actor?.id, tabs.now?.session], ['ana', 'S-1']);
  const leaving = session.signOut();
  assert.deepEqual([tabs.now?.actor, tabs.now?.session], [null, null]);
  await leaving;
});
