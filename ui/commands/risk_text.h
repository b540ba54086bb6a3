#pragma once

#include "core/domain/agent_state.h"
#include "core/domain/command_plan.h"
#include "ui/widgets/table_style.h"

#include <QString>

namespace binnacle::ui {

// What a command touches and what it asks of a person first, in the user's words.

QString blastTopicText(BlastLine::Topic topic); // "Callers"
QString warningLevelText(WarningLevel level);   // "caution"; empty when there is nothing to say
StatusKind warningLevelStatus(WarningLevel level);

QString environmentWord(Environment environment); // "PROD": on frames
// What the risk asks of a person, as a sentence.
QString riskSentence(CommandRisk risk, Environment environment);

} // namespace binnacle::ui
