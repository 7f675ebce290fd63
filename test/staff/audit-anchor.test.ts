import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { AuditTrail } from '../../services/privacy/audit.ts';
import { deriveKey } from '../../services/privacy/encryption.ts';
import { createSqliteStore } from '../../services/store/sqlite.ts';
import { type Service, startService } from '../service.ts';
import { signInAsDeveloper } from './staff-service.ts';

const anchorLine = z.object({
  msg: z.literal('audit anchor'),
  audit: z.strictObject({ seq: z.number(), mac: z.string() }),
});

describe('the anchor of the audit trail', () => {
  const folder = mkdtempSync(join(tmpdir(), 'meepraten-anchor-'));
  const dataDir = join(folder, 'data');
  const masterKey = randomBytes(32);
  const env = { DATA_DIR: dataDir, MASTER_KEY: masterKey.toString('base64') };
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function anchorOf(service: Service) {
    for (;;) {
      for (const line of service.logLines) {
        const found = anchorLine.safeParse(JSON.parse(line));
        if (found.success) return found.data.audit;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  function verifies(data: string, anchor: { seq: number; mac: string }) {
    const store = createSqliteStore({ file: join(data, 'meepraten.sqlite') });
    const trail = new AuditTrail({ store, key: deriveKey(masterKey, 'audit'), now: () => new Date() });
    return trail.verify(anchor).finally(() => store.close());
  }

  it('stands in the log when the service starts, and shows that the store was put back later', async () => {
    const first = await startService({ env });
    const before = await anchorOf(first);
    const auditor = await signInAsDeveloper(first.url, 'auditor');
    await auditor.get('/api/staff/operations');
    await first.app.close();
    const putBack = join(folder, 'put-back');
    cpSync(dataDir, putBack, { recursive: true });
    const second = await startService({ env });
    const denied = await anchorOf(second);
    const again = await signInAsDeveloper(second.url, 'auditor');
    await again.get('/api/staff/operations');
    await second.app.close();
    const third = await startService({ env });
    const anchor = await anchorOf(third);
    await third.app.close();

    expect(before).to.deep.equal({ seq: 0, mac: '' });
    expect([denied.seq, anchor.seq]).to.deep.equal([1, 2]);
    expect(await verifies(dataDir, anchor)).to.deep.equal({ intact: true, entries: 2 });
    expect(await verifies(putBack, anchor)).to.deep.equal({
      intact: false,
      entries: 1,
      at: 2,
      fault: 'truncated',
    });
  });
});
