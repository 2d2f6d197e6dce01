/* keeping: the commands about backups and the audit trail. */
#include "command.h"

#include <stdio.h>

#include "base/num.h"
#include "service/safekeeping.h"

#include "base/banned.h"

enum status
command_audit_verify(struct line *l)
{
	struct audit_verdict v;
	enum status s = safekeeping_audit(&l->act, &v);
	struct buf head;

	if (s != OK)
		return s;
	if (v.why != NULL)
		return command_say("audit row %lld: %s; %lld before it are "
		    "good", (long long)v.first_bad, v.why, (long long)v.rows);
	buf_init(&head, l->a, 2 * DIGEST_BYTES);
	num_hex(&head, v.head, sizeof(v.head));
	printf("%lld rows, head %s\n", (long long)v.rows, head.p);
	return OK;
}

enum status
command_backup(struct line *l)
{
	struct backup_verdict v;
	enum status s = safekeeping_backup(&l->act, l->arg[0], &v);

	if (s == OK)
		printf("%s: %lld bytes, %lld audit rows, whole\n", l->arg[0],
		    (long long)v.bytes, (long long)v.audit.rows);
	return s;
}
