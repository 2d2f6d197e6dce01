/*
 * command: one line of the operator's: which command, with what.  Each
 * command is a few lines that call a use case; the table in watchbill.c has
 * them all.
 */
#ifndef WATCHBILL_BIN_COMMAND_H
#define WATCHBILL_BIN_COMMAND_H

#include "service/act.h"
#include "service/instance.h"

#define COMMAND_ARGS 2
#define COMMAND_EXIT_FAILED 1
#define COMMAND_EXIT_USAGE 2

struct line;

enum command_needs {
	NEEDS_NOTHING,		/* but the directory's name */
	NEEDS_INSTANCE,		/* line->instance and line->act */
	NEEDS_READING		/* the same, read-only */
};

struct command {
	const char *words;	/* "person add" */
	const char *usage;	/* of its arguments: "NAME PHONE" */
	const char *help;	/* one line */
	enum command_needs needs;
	int args;		/* exactly so many */
	bool role, json;	/* takes --role ROLE, --json */
	enum status (*fn)(struct line *l);
};

struct line {
	const struct command *command;
	const char *dir;	/* of the instance */
	const char *arg[COMMAND_ARGS];
	const char *role;	/* NULL: not given */
	bool json, help;
	int log_fd;
	struct arena *a;
	struct instance *instance;
	struct act act;		/* the operator's */
};

/* Prints one line on stderr; gives E_INVALID. */
enum status command_say(const char *fmt, ...)
    __attribute__((format(printf, 1, 2)));
/* A word like "coordinator", or a line on stderr and E_INVALID. */
MUST_USE enum status command_role(const char *word, enum role *ret);

/* setup.c */
enum status command_init(struct line *l);
enum status command_migrate(struct line *l);
enum status command_config_check(struct line *l);
/* persons.c */
enum status command_person_add(struct line *l);
enum status command_person_list(struct line *l);
enum status command_person_role(struct line *l);
enum status command_first_admin(struct line *l);
/* rota.c */
enum status command_rota_extend(struct line *l);
enum status command_demo(struct line *l);
/* keeping.c */
enum status command_audit_verify(struct line *l);
enum status command_backup(struct line *l);

/* Opens DIR/run/command.log, if DIR/run exists; else nothing is logged. */
void command_log(struct line *l);

#endif
