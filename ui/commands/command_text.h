#pragma once

#include "core/domain/access.h"
#include "core/domain/command_plan.h"
#include "ui/widgets/table_style.h"

#include <QString>
#include <QStringList>

namespace binnacle::ui {

// Commands in the user's words, the same on every page and in every menu. Names of actions, kinds
// and parameters stay as they are typed into kubectl or a script.

QString targetText(const ResourceRef &target);      // "Deployment shop/checkout", "Node node-5"
QString actionName(const Command &command);         // "scale"; "delete_pod" for deleting a pod
QString parameterTail(const Command &command);      // "→ 6" when that says it all, else empty
QString commandLine(const Command &command);        // "scale Deployment shop/checkout → 6"
QString inverseText(const Command &command);        // "Scale back to 4"
QString commandSourceText(std::string_view source); // "console", "API", "AI"
QString roleWord(Role role);                        // "operator"
QString shortId(std::string_view id);               // "cmd-01J9…7K"

// queued → delivered → running → succeeded | failed | unknown (agent lost), and the rarer ones. An
// outcome that is not known is never told as failed.
QString commandStateText(const CommandEntry &entry);
Tone commandStateTone(const CommandEntry &entry);
QString stepStateText(std::string_view state); // words of CommandStep and RunbookRun::StepRun
Tone stepStateTone(std::string_view state);
// How long it took, or takes so far: "12 s", "1.8 s"; "—" when it never began.
QString tookText(const CommandRecord &record, Timestamp now);

QString verdictText(const Verdict &verdict, Timestamp now); // "improved", "6 m to go"
StatusKind verdictStatus(VerdictKind kind);
Tone verdictTone(VerdictKind kind);
QString measureText(const VerdictMeasure &measure); // "p95 840 → 212 ms"

QString runStateText(RunbookRun::State state);
Tone runStateTone(RunbookRun::State state);
// Why a run ended, as a sentence; empty: its state says it all.
QString runResultText(std::string_view resultCode);

} // namespace binnacle::ui
