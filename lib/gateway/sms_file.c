/*
 * sms_file: each line is one write(2) with O_APPEND, so that a reader never
 * sees half of one and two writers never mix.
 */
#include "gateway/sms_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/civil.h"
#include "base/log.h"

#include "base/banned.h"

#define SMS_FILE_LINE_BYTES 8192

struct sms_file {
	const char *path, *fail_path;
	const char *fail;		/* [sms] fail, "" none */
};

/* In words first, then in letters of a file: what a test asks for. */
struct sms_file_mood {
	const char *word;
	enum outcome outcome;
};
static const struct sms_file_mood moods[] = {
	{ "temporary", OUTCOME_RETRY },
	{ "permanent", OUTCOME_PERMANENT },
	{ "unknown", OUTCOME_UNKNOWN },
};

static enum outcome
sms_file_outcome(struct str word)
{
	size_t i;

	for (i = 0; i < sizeof(moods) / sizeof(moods[0]); i++)
		if (str_is(word, moods[i].word))
			return moods[i].outcome;
	return OUTCOME_SENT;
}

/* What sms.fail says now; without it what the configuration says. */
static enum outcome
sms_file_mood_now(const struct sms_file *f)
{
	char word[16];
	ssize_t n = -1;
	int fd = open(f->fail_path, O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		n = read(fd, word, sizeof(word));
		close(fd);
	}
	if (n < 0)
		return sms_file_outcome(str_of(f->fail));
	return sms_file_outcome(str_trim((struct str){ word, (size_t)n }));
}

static void
sms_file_text(struct buf *b, const char *key, struct str value)
{
	buf_cstr(b, key);
	log_escape(b, value);
	buf_char(b, '"');
}

static void
sms_file_line(struct buf *b, const struct gateway_message *m)
{
	char at[INSTANT_TEXT];

	instant_format(m->at, at);
	sms_file_text(b, "{\"to\":\"", str_of(m->to));
	sms_file_text(b, ",\"body\":\"", m->body);
	sms_file_text(b, ",\"kind\":\"", str_of(m->kind));
	sms_file_text(b, ",\"at\":\"", str_of(at));
	sms_file_text(b, ",\"trace_id\":\"", str_of(m->trace_id));
	BUF_LIT(b, "}\n");
}

static const char *
sms_file_append(const char *path, struct str line)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	const char *error = NULL;
	ssize_t n;

	if (fd < 0)
		return strerror(errno);
	n = write(fd, line.p, line.n);
	if (n < 0)
		error = strerror(errno);
	else if ((size_t)n != line.n)
		error = "only a part was written";
	close(fd);
	return error;
}

static void
sms_file_send(const struct gateway *g, const struct gateway_message *m,
    struct gateway_result *ret)
{
	const struct sms_file *f = g->state;
	enum outcome mood = sms_file_mood_now(f);
	char line[SMS_FILE_LINE_BYTES];
	const char *error;
	struct buf b;

	if (mood == OUTCOME_RETRY || mood == OUTCOME_PERMANENT) {
		gateway_say(ret, mood, "told to fail");
		return;
	}
	buf_fixed(&b, line, sizeof(line));
	sms_file_line(&b, m);
	if (b.failed) {
		gateway_say(ret, OUTCOME_PERMANENT, "the message is too long");
		return;
	}
	error = sms_file_append(f->path, buf_get(&b));
	if (error != NULL)
		gateway_say(ret, OUTCOME_RETRY, error);
	else
		gateway_say(ret, mood, mood == OUTCOME_UNKNOWN ?
		    "told to lose the answer" : NULL);
}

static enum status
sms_file_refuse(const char *dir)
{
	LOG(LOG_ERROR, "provider-refused", LOG_TEXT("path", dir),
	    LOG_TEXT("why", strerror(errno)));
	fprintf(stderr, "watchbill: %s: %s; the worker writes its messages "
	    "there\n", dir, strerror(errno));
	return E_FAULT;
}

enum status
sms_file_open(const struct config *config, struct arena *a,
    const struct gateway **ret)
{
	const char *dir = str_printf(a, "%s/outbox", config->server.dir);
	struct sms_file *f = ARENA_NEW(a, struct sms_file);
	struct gateway *g = ARENA_NEW(a, struct gateway);

	if ((mkdir(dir, 0700) != 0 && errno != EEXIST) ||
	    access(dir, W_OK | X_OK) != 0)
		return sms_file_refuse(dir);
	f->path = str_printf(a, "%s/sms.jsonl", dir);
	f->fail_path = str_printf(a, "%s/sms.fail", dir);
	f->fail = config->sms.fail;
	*g = (struct gateway){ "sms", "file", sms_file_send, f };
	*ret = g;
	return OK;
}
