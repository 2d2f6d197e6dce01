lib_libcore_a_SOURCES += \
	lib/service/act.c lib/service/act.h \
	lib/service/founding.c lib/service/founding.h \
	lib/service/instance.c lib/service/instance.h \
	lib/service/safekeeping.c lib/service/safekeeping.h \
	lib/service/sweeping.c lib/service/sweeping.h
lib_libcore_a_CFLAGS += -DWB_PKGDATADIR='"$(pkgdatadir)"' \
	-DWB_LOCALEDIR='"$(localedir)"'

lib_libcore_a_SOURCES += \
	lib/service/demo.c lib/service/demo.h \
	lib/service/roster.c lib/service/roster.h \
	lib/service/roster_apply.c lib/service/roster_apply.h \
	lib/service/roster_clash.c lib/service/roster_clash.h \
	lib/service/roster_entry.c lib/service/roster_entry.h \
	lib/service/roster_extend.c \
	lib/service/roster_plan.c lib/service/roster_plan.h \
	lib/service/roster_text.c lib/service/roster_text.h \
	lib/service/seating.c lib/service/seating.h
lib_libcore_a_SOURCES += \
	lib/service/membership.c lib/service/membership.h \
	lib/service/membership_admit.c \
	lib/service/signin.c lib/service/signin.h \
	lib/service/signin_session.c lib/service/signin_tidy.c

lib_libcore_a_SOURCES += \
	lib/service/callback_desk.c lib/service/callback_desk.h \
	lib/service/callback_forget.c \
	lib/service/callback_queue.c \
	lib/service/callback_step.c lib/service/callback_step.h \
	lib/service/delivery.c lib/service/delivery.h \
	lib/service/messaging.c lib/service/messaging.h \
	lib/service/poke.c lib/service/poke.h \
	lib/service/wording.c lib/service/wording.h
