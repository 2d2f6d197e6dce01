# WB_WARN_FLAGS(FLAGS): adds to WB_CFLAGS those the C compiler knows.
AC_DEFUN([WB_WARN_FLAGS], [
for wb_flag in $1; do
	WB_PROBE([$wb_flag], [WB_CFLAGS])
done
AC_SUBST([WB_CFLAGS])
])

# WB_PROBE(FLAG, VARIABLE): adds FLAG to VARIABLE if the compiler takes it.
# The header is there for _FORTIFY_SOURCE, which glibc judges in it.
AC_DEFUN([WB_PROBE], [
wb_save=$CFLAGS
CFLAGS="$CFLAGS -Werror $1"
AC_MSG_CHECKING([whether $CC takes $1])
AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[#include <stdio.h>]], [])],
	[AC_MSG_RESULT([yes]); $2="$$2 $1"], [AC_MSG_RESULT([no])])
CFLAGS=$wb_save
])

# WB_HARDEN_FLAGS: the release flags of STYLE, each probed (CC-04).
AC_DEFUN([WB_HARDEN_FLAGS], [
WB_HARDEN_LDFLAGS="-pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed"
for wb_flag in -fstack-protector-strong -fstack-clash-protection \
    -fcf-protection=full -fPIE; do
	WB_PROBE([$wb_flag], [WB_HARDEN_CFLAGS])
done
# -U first: a distribution's compiler may define it already.
WB_PROBE([-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3], [WB_HARDEN_CFLAGS])
])
