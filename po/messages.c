/*
 * messages: "messages DIR NAME..." lists what DIR/NAME.html have to translate,
 * in PO format, by the compiler's own eyes.  scripts/messages runs it.
 */
#include <stdio.h>

#include "base/arena.h"
#include "view/template.h"

#include "base/banned.h"

static void
put_quoted(const char *keyword, const char *text)
{
	printf("%s \"", keyword);
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			putchar('\\');
		putchar(*text);
	}
	printf("\"\n");
}

static void
put_message(const struct template_message *m, void *arg)
{
	(void)arg;
	printf("\n#: %s:%d\n", m->file, m->line);
	put_quoted("msgid", m->msgid);
	if (m->plural == NULL) {
		put_quoted("msgstr", "");
		return;
	}
	put_quoted("msgid_plural", m->plural);
	put_quoted("msgstr[0]", "");
	put_quoted("msgstr[1]", "");
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new((size_t)64 * 1024 * 1024);
	int i, bad = argc < 3;

	printf("msgid \"\"\nmsgstr \"Content-Type: text/plain; "
	    "charset=UTF-8\\n\"\n");
	for (i = 2; i < argc; i++)
		if (template_messages(argv[1], argv[i], a, put_message,
		    NULL) != OK)
			bad = 1;
	arena_free(a);
	return bad;
}
