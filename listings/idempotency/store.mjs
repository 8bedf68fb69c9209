// Wallets, payments and idempotency records of one process, in memory.
//
// Every public method is one critical section: it is synchronous and has no
// `await`, so Node runs it to its end before any other request runs. Inside it,
// every check comes before the first write, so it changes everything or nothing.
// A database transaction gives the same across processes and crashes (see
// payment.sql). Here a restart loses wallets and records together.

import { randomUUID } from 'node:crypto';

export class LostClaim extends Error {}
export class UnknownAccount extends Error {}

export class Store {
  #wallets;
  #payments = [];
  #records = new Map();
  #now;
  #leaseMs;
  #retentionMs;
  #maxRecords;

  constructor({
    wallets,
    now = () => performance.now(), // never runs backwards, unlike the wall clock
    leaseMs = 10_000,
    retentionMs = 24 * 60 * 60 * 1000,
    maxRecords = 100_000,
  }) {
    this.#wallets = new Map(wallets);
    this.#now = now;
    this.#leaseMs = leaseMs;
    this.#retentionMs = retentionMs;
    this.#maxRecords = maxRecords;
  }

  // ANCHOR: claim
  claim({ account, operation, key, fingerprint }) {
    const now = this.#now();
    const id = JSON.stringify([account, operation, key]); // the scope is part of the identity
    this.#dropExpired(now);
    const record = this.#records.get(id);

    if (record && record.fingerprint !== fingerprint) return { outcome: 'mismatch' };
    if (record?.response) return { outcome: 'replay', response: record.response };
    if (record && record.leaseUntil > now) return { outcome: 'in-flight' };

    // Never seen, or left behind by a worker whose lease ran out. A live record is never
    // thrown out to make room: that would turn its next retry into a second charge.
    if (!record && this.#records.size >= this.#maxRecords) return { outcome: 'full' };
    const token = randomUUID(); // proves, at commit, that the claim is still ours
    this.#records.delete(id); // so that the Map stays in order of expiry
    this.#records.set(id, {
      fingerprint,
      token,
      leaseUntil: now + this.#leaseMs,
      expiresAt: now + this.#retentionMs,
      response: undefined,
    });
    return { outcome: 'claimed', claim: { id, token } };
  }
  // ANCHOR_END: claim

  // ANCHOR: commit
  // The effect and the answer, or neither. `claim` is undefined for a request without a key.
  commitPayment(claim, { account, orderId, amountCents, currency }) {
    const record = claim === undefined ? undefined : this.#owned(claim);
    const balance = this.#wallets.get(account);
    if (balance === undefined) throw new UnknownAccount(account);

    let response;
    if (amountCents > balance) {
      response = problem(402, 'insufficient-funds', 'The wallet does not cover this amount');
    } else {
      const payment = {
        id: `pay_${this.#payments.length + 1}`,
        account, orderId, amountCents, currency,
      };
      response = {
        status: 201,
        headers: { 'Content-Type': 'application/json', Location: `/payments/${payment.id}` },
        body: JSON.stringify({ id: payment.id, order_id: orderId, amount_cents: amountCents, currency }),
      };
      this.#wallets.set(account, balance - amountCents);
      this.#payments.push(payment);
    }
    if (record) record.response = response;
    return response;
  }
  // ANCHOR_END: commit

  // Gives the key back after a failure that changed nothing, so that a retry may run.
  release(claim) {
    const record = this.#records.get(claim.id);
    if (record?.token === claim.token && !record.response) this.#records.delete(claim.id);
  }

  topUp(account, cents) {
    if (!Number.isSafeInteger(cents) || cents <= 0) throw new RangeError('cents must be a positive integer');
    const balance = this.#wallets.get(account);
    if (balance === undefined) throw new UnknownAccount(account);
    this.#wallets.set(account, balance + cents);
  }

  summary(account) {
    const payments = this.#payments.filter((p) => p.account === account);
    return {
      charges: payments.length,
      balanceCents: this.#wallets.get(account),
      records: this.#records.size,
    };
  }

  #owned(claim) {
    const record = this.#records.get(claim.id);
    if (record?.token !== claim.token || record.response) throw new LostClaim(claim.id);
    return record;
  }

  #dropExpired(now) {
    for (const [id, record] of this.#records) { // oldest first
      if (record.expiresAt > now) return;
      this.#records.delete(id);
    }
  }
}

// An RFC 9457 problem document.
export function problem(status, name, title, headers = {}) {
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
    body: JSON.stringify({ type: `https://api.example.com/problems/${name}`, title, status }),
  };
}
