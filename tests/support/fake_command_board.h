#pragma once

#include "core/console/command_desk.h"

namespace binnacle::fake {

// What fake::CommandDesk begins with. Times are before the system's clock.
Timestamp ago(std::chrono::milliseconds time);
console::CommandBoard makeCommandBoard();
std::vector<CommandEntry> makePastCommands(); // newest first
RunbookRun makeRun(std::int64_t id, RunbookRun::State state, std::chrono::milliseconds age);
std::vector<console::ActionView> makeCatalogue();
std::vector<BlastLine> makeBlastLines(const Command &command);

} // namespace binnacle::fake
