/*
 * safekeeping: the copy grows under another name and gets its own last, so
 * that a file of that name is always a good one.
 */
#include "service/safekeeping.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "service/instance.h"
#include "store/tx.h"

#include "base/banned.h"

static enum status
safekeeping_note(struct act *act, const char *to,
    const struct backup_verdict *v)
{
	struct node *detail = model_new(act->arena);
	struct tx *tx;
	enum status s = tx_begin(act->db, &tx);

	if (s != OK)
		return s;
	model_text(detail, "file", to);
	model_int(detail, "bytes", v->bytes);
	model_int(detail, "audit_rows", v->audit.rows);
	return tx_end(tx, act_audit(act, tx, &(struct audited){
	    "backup.made", "backup", 0, detail }));
}

static enum status
safekeeping_check(struct act *act, const char *part, const char *to,
    struct backup_verdict *ret)
{
	enum status s = backup_verify(part, db_keys(act->db), ret);

	if (s != OK)
		return s;
	if (ret->why != NULL)
		return act_refuse_with(act, E_INVALID, "backup-bad", NULL,
		    "why", ret->why, NULL);
	if ((s = safekeeping_note(act, to, ret)) != OK)
		return s;
	if (link(part, to) == 0)
		return OK;
	if (errno == EEXIST)
		return act_refuse(act, E_CONFLICT, "backup-exists", NULL);
	LOG(LOG_ERROR, "backup-failed", LOG_TEXT("path", to),
	    LOG_TEXT("why", strerror(errno)));
	return E_FAULT;
}

enum status
safekeeping_backup(struct act *act, const char *to,
    struct backup_verdict *ret)
{
	const char *from = instance_path(act->config->server.dir,
	    INSTANCE_DATABASE, act->arena);
	const char *part = str_printf(act->arena, "%s.part", to);
	struct backup_verdict found;
	enum status s;

	if (access(to, F_OK) == 0)
		return act_refuse(act, E_CONFLICT, "backup-exists", NULL);
	(void)unlink(part);	/* of one that was interrupted */
	if ((s = backup_write(from, part)) != OK)
		return s;
	s = safekeeping_check(act, part, to, &found);
	(void)unlink(part);
	if (s == OK)
		*ret = found;
	return s;
}

enum status
safekeeping_audit(struct act *act, struct audit_verdict *ret)
{
	return audit_verify(act->db, ret);
}
