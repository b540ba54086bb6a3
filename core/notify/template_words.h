#pragma once

#include "core/domain/notification.h"

#include <string>
#include <string_view>

namespace binnacle::notify {

// The words of templates in a language: "en", "zh"; English for all others.

// How people call a field: "budget_left" is "Budget left". What is not known is made readable.
std::string fieldLabel(std::string_view field, std::string_view language);
bool isKnownField(std::string_view field); // may stand in a template without "fields."

std::string_view severityWord(AlertSeverity severity, std::string_view language);
std::string_view statusWord(MessageStatus status, std::string_view language);

} // namespace binnacle::notify
