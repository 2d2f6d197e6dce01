/* setup: the commands that make an instance and look at its configuration. */
#include "command.h"

#include <stdio.h>

#include "base/zone.h"
#include "service/founding.h"

#include "base/banned.h"

enum status
command_init(struct line *l)
{
	struct founded made;
	bool directory;
	enum status s = founding_directories(l->dir, l->a, &directory);

	if (s != OK)
		return s;
	command_log(l);
	if ((s = founding_init(l->dir, l->a, &made)) != OK)
		return s;
	if (directory)
		printf("made %s\n", l->dir);
	if (made.config)
		printf("wrote %s/" INSTANCE_CONFIG "\n", l->dir);
	if (made.keys)
		printf("wrote %s/" INSTANCE_KEYS "; keep a copy elsewhere, "
		    "without it a backup cannot be read\n", l->dir);
	if (made.migrations > 0)
		printf("brought %s/" INSTANCE_DATABASE " to schema %d\n",
		    l->dir, DB_SCHEMA_VERSION);
	return OK;
}

enum status
command_migrate(struct line *l)
{
	size_t n;
	enum status s = founding_migrate(l->dir, l->a, &n);

	if (s == E_BUSY)
		(void)command_say("somebody else holds the write lock; try "
		    "again");
	if (s == OK)
		printf("%zu applied, schema %d\n", n, DB_SCHEMA_VERSION);
	return s;
}

enum status
command_config_check(struct line *l)
{
	const struct zone *zone;
	struct config config;
	enum status s = instance_config(l->dir, l->a, &config);

	if (s != OK)
		return s;
	if (zone_find(str_of(config.site.zone), &zone) != OK)
		return command_say("site.zone: %s is not known here",
		    config.site.zone);
	printf("%s/" INSTANCE_CONFIG " is good%s\n", l->dir,
	    config.server.production ? "" : ", for development");
	return OK;
}
