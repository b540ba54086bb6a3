#pragma once

#include "core/domain/command.h"

#include <string>
#include <string_view>

namespace binnacle::commands {

// The same as a command line for a POSIX shell, to read and to paste. Every word that a person or a
// cluster supplied is quoted where it has to be. "" where kubectl has nothing like it (query_*).
std::string kubectlText(const Command &command);

// `word` as one word of a POSIX shell.
std::string shellQuoted(std::string_view word);

} // namespace binnacle::commands
