#include "core/notify/log.h"

Q_LOGGING_CATEGORY(lcNotify, "binnacle.notify", QtInfoMsg)
