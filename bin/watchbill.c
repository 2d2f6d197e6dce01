/*
 * watchbill: the operator's command.  Reads the line against the table below,
 * opens what the command needs, runs it, and says how it ended: 0 done, 1
 * failed, 2 the line makes no sense.  What a use case refuses is said in a
 * sentence; what failed inside stands in DIR/run/command.log.
 */
#include "command.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "store/audit.h"
#include "store/bookings.h"
#include "store/callbacks.h"
#include "store/challenges.h"
#include "store/invitations.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/schedules.h"
#include "store/sessions.h"
#include "store/shift_edits.h"
#include "store/shifts.h"

#include "base/banned.h"

#define COMMAND_ARENA_BYTES ((size_t)64 * 1024 * 1024)

/* The operator's use cases may touch all that people's may. */
static const struct module *const command_modules[] = {
	&audit_module, &bookings_module, &callbacks_module,
	&challenges_module, &invitations_module, &outbox_module,
	&people_module, &schedules_module, &sessions_module,
	&shift_edits_module, &shifts_module, NULL
};

static const struct command commands[] = {
	{ "init", "", "make an instance, or what it lacks",
	  .needs = NEEDS_NOTHING, .fn = command_init },
	{ "migrate", "", "bring the database to this program's schema",
	  .needs = NEEDS_NOTHING, .fn = command_migrate },
	{ "person add", "NAME PHONE", "add a person, as --role or a volunteer",
	  .needs = NEEDS_INSTANCE, .args = 2, .role = true,
	  .fn = command_person_add },
	{ "person list", "", "list everybody but the erased",
	  .needs = NEEDS_READING, .json = true, .fn = command_person_list },
	{ "person role", "PERSON ROLE",
	  "give the person of that id or phone number a role",
	  .needs = NEEDS_INSTANCE, .args = 2, .fn = command_person_role },
	{ "first-admin", "", "while there is no admin, print a link that "
	      "makes one",
	  .needs = NEEDS_INSTANCE, .fn = command_first_admin },
	{ "config check", "", "say what is wrong with the configuration",
	  .needs = NEEDS_NOTHING, .fn = command_config_check },
	{ "demo", "", "fill an empty instance with a watch to look at",
	  .needs = NEEDS_INSTANCE, .fn = command_demo },
	{ "rota extend", "", "lay down shifts up to the horizon, as the worker "
	      "does every night",
	  .needs = NEEDS_INSTANCE, .fn = command_rota_extend },
	{ "audit verify", "", "check that the audit trail is whole",
	  .needs = NEEDS_READING, .fn = command_audit_verify },
	{ "backup", "FILE", "copy the database, in use or not, and check "
	      "the copy",
	  .needs = NEEDS_INSTANCE, .args = 1, .fn = command_backup },
};

#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

/* What the use cases refuse; the web's sentences are for other eyes. */
static const struct { const char *reason, *sentence; } refusals[] = {
	{ "name-invalid", "the name has to be one line of at most 80 letters" },
	{ "phone-invalid", "that is not a phone number that can be rung" },
	{ "phone-known", "somebody has that number already" },
	{ "person-not-yours", "that role cannot be given" },
	{ "last-admin", "the last admin has to stay one" },
	{ "demo-not-empty", "there are schedules or people here already" },
	{ "backup-exists", "there is such a file already" },
	{ "backup-bad", "the copy is not whole" },
};

enum status
command_say(const char *fmt, ...)
{
	va_list ap;

	fputs("watchbill: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	return E_INVALID;
}

enum status
command_role(const char *word, enum role *ret)
{
	if (role_parse(str_of(word), ret))
		return OK;
	return command_say("\"%s\" is no role: guest, volunteer, coordinator "
	    "or admin", word);
}

/* Before there is a run/ nothing but refusals can happen, and they are said. */
void
command_log(struct line *l)
{
	const char *path = instance_path(l->dir, "run/command.log", l->a);

	l->log_fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC,
	    0600);
	if (l->log_fd < 0)
		l->log_fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
	log_open("watchbill", l->log_fd);
}

static void
command_print_usage(FILE *to, const struct command *c)
{
	fprintf(to, "watchbill [--dir DIR] %s%s%s%s%s\n", c->words,
	    *c->usage != '\0' ? " " : "", c->usage,
	    c->role ? " [--role ROLE]" : "", c->json ? " [--json]" : "");
}

static void
command_print_help(const struct command *c)
{
	size_t i;

	if (c != NULL) {
		printf("usage: ");
		command_print_usage(stdout, c);
		printf("  %s\n", c->help);
		return;
	}
	printf("usage: watchbill [--dir DIR] COMMAND ...\n\n");
	for (i = 0; i < COMMANDS; i++) {
		c = &commands[i];
		printf("  %-12s %-12s %s\n", c->words, c->usage, c->help);
	}
	printf("\nDIR is the instance: WATCHBILL_DIR, or ./var.  More: "
	    "watchbill(1).\n");
}

/* Reading the line -------------------------------------------------------- */

/* How many of the words at argv spell the command; 0: it is another. */
static int
command_match(const struct command *c, char **argv)
{
	struct str word, rest = str_of(c->words);
	int n = 0;

	while (rest.n > 0) {
		rest = str_cut(rest, ' ', &word);
		if (argv[n] == NULL || !str_is(word, argv[n]))
			return 0;
		n++;
	}
	return n;
}

/* Takes one option at argv; gives how many words it was, 0: none of ours. */
static int
command_option(struct line *l, char **argv)
{
	if (strcmp(argv[0], "--help") == 0) {
		l->help = true;
		return 1;
	}
	if (strcmp(argv[0], "--json") == 0) {
		l->json = true;
		return 1;
	}
	if (strcmp(argv[0], "--dir") == 0 && argv[1] != NULL) {
		l->dir = argv[1];
		return 2;
	}
	if (strcmp(argv[0], "--role") == 0 && argv[1] != NULL) {
		l->role = argv[1];
		return 2;
	}
	return 0;
}

/*
 * Sorts options from words, wherever they stand; what follows "--" is words.
 * False: an option that nobody knows.
 */
static bool
command_sort(struct line *l, char **argv, char **words)
{
	int n;

	for (; *argv != NULL; argv += n) {
		n = 1;
		if (strcmp(*argv, "--") == 0) {
			while (*++argv != NULL)
				*words++ = *argv;
			break;
		}
		if (strncmp(*argv, "--", 2) != 0) {
			*words++ = *argv;
		} else if ((n = command_option(l, argv)) == 0) {
			(void)command_say("%s: no such option, or nothing "
			    "after it", *argv);
			return false;
		}
	}
	*words = NULL;
	return true;
}

static bool
command_find(struct line *l, char **words)
{
	int n = 0, i;
	size_t c;

	for (c = 0; c < COMMANDS && n == 0; c++)
		if ((n = command_match(&commands[c], words)) > 0)
			l->command = &commands[c];
	if (n == 0)
		return false;
	for (i = 0; words[n + i] != NULL && i < COMMAND_ARGS; i++)
		l->arg[i] = words[n + i];
	if (l->help)
		return true;
	return i == l->command->args && words[n + i] == NULL &&
	    (l->role == NULL || l->command->role) &&
	    (!l->json || l->command->json);
}

/* Running it -------------------------------------------------------------- */

static const char *
command_sentence(const char *reason)
{
	size_t i;

	for (i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
		if (strcmp(refusals[i].reason, reason) == 0)
			return refusals[i].sentence;
	return reason;
}

static void
command_explain(const struct line *l, enum status s)
{
	const struct refusal *r;
	size_t i;

	for (i = 0; i < l->act.refusals; i++) {
		r = &l->act.refusal[i];
		(void)command_say("%s%s%s", command_sentence(r->reason),
		    r->value[0].name != NULL ? ": " : "",
		    r->value[0].name != NULL ? r->value[0].value : "");
	}
	if (i > 0)
		return;
	if (s == E_BUSY)
		(void)command_say("somebody else holds the write lock; try "
		    "again");
	else if (s == E_FAULT)
		(void)command_say("it failed; see %s/run/command.log", l->dir);
	else if (s == E_NOTFOUND)
		(void)command_say("there is no such person");
}

static enum status
command_run(struct line *l)
{
	enum status s;
	const struct instance_options o = {
		.dir = l->dir, .program = "watchbill",
		.modules = command_modules,
		.read_only = l->command->needs == NEEDS_READING,
		.no_metrics = true, .log_fd = l->log_fd,
	};

	if (l->command->needs == NEEDS_NOTHING)
		return l->command->fn(l);
	if ((s = instance_open(&o, &l->instance)) != OK)
		return s;
	instance_act(l->instance, l->a, "operator", &l->act);
	l->act.actor.role = ROLE_ADMIN;
	s = l->command->fn(l);
	if (s != OK)
		command_explain(l, s);
	instance_close(l->instance);
	return s;
}

static int
command_usage(const struct command *c)
{
	if (c != NULL) {
		fputs("usage: ", stderr);
		command_print_usage(stderr, c);
	} else {
		fputs("usage: watchbill [--dir DIR] COMMAND ...; see "
		    "watchbill --help\n", stderr);
	}
	return COMMAND_EXIT_USAGE;
}

/* words has room for all of argv. */
static int
command_main(struct line *l, char **argv, char **words)
{
	bool found;

	if (*argv != NULL && strcmp(*argv, "--version") == 0 &&
	    argv[1] == NULL) {
		puts("watchbill " PACKAGE_VERSION);
		return 0;
	}
	if (!command_sort(l, argv, words))
		return COMMAND_EXIT_USAGE;
	found = command_find(l, words);
	if (l->help && (found || *words == NULL)) {
		command_print_help(l->command);
		return 0;
	}
	if (!found)
		return command_usage(l->command);
	l->dir = instance_dir(l->dir, l->a);
	command_log(l);
	if (command_run(l) != OK)
		return COMMAND_EXIT_FAILED;
	return fflush(stdout) == 0 ? 0 : COMMAND_EXIT_FAILED;
}

int
main(int argc, char **argv)
{
	struct line l = { .a = arena_new(COMMAND_ARENA_BYTES) };
	char **words = ARENA_ARRAY(l.a, char *, (size_t)argc + 1);
	int rc = command_main(&l, argc > 0 ? argv + 1 : argv, words);

	arena_free(l.a);
	return rc;
}
