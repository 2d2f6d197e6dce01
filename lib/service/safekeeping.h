/* safekeeping: backups, verified and audited; the audit trail, walked. */
#ifndef WATCHBILL_SERVICE_SAFEKEEPING_H
#define WATCHBILL_SERVICE_SAFEKEEPING_H

#include "service/act.h"
#include "store/audit.h"
#include "store/backup.h"

/*
 * safekeeping_backup(act, to, ret): a backup in the new file to, which has
 * that name only once it was verified and the audit trail tells of it.
 *
 * Takes    a database that may be in use.
 * Fails    E_CONFLICT "backup-exists": there is such a file; E_INVALID
 *          "backup-bad" with the value "why": the copy is not whole, so neither
 *          is what was copied; E_BUSY, E_FAULT.  No file is left then.
 * Source   ACCEPTANCE R-12 (the part about consistency).
 */
MUST_USE enum status safekeeping_backup(struct act *act, const char *to,
    struct backup_verdict *ret);

/* safekeeping_audit(act, ret): walks the trail; OK whatever it finds. */
MUST_USE enum status safekeeping_audit(struct act *act,
    struct audit_verdict *ret);

#endif
