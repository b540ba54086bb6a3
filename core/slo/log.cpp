#include "core/slo/log.h"

Q_LOGGING_CATEGORY(lcSlo, "binnacle.slo", QtInfoMsg)
