#include "ui/commands/risk_text.h"

#include <QCoreApplication>

namespace binnacle::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CommandText)
};

} // namespace

QString blastTopicText(BlastLine::Topic topic)
{
    switch (topic) {
    case BlastLine::Topic::Change:
        return Words::tr("Change");
    case BlastLine::Topic::Callers:
        return Words::tr("Callers affected");
    case BlastLine::Topic::Callees:
        return Words::tr("Callees affected");
    case BlastLine::Topic::Replicas:
        return Words::tr("Replicas that stay");
    case BlastLine::Topic::Disruption:
        return Words::tr("PodDisruptionBudget");
    case BlastLine::Topic::Autoscaler:
        return Words::tr("Autoscaler");
    case BlastLine::Topic::Capacity:
        return Words::tr("Capacity on nodes");
    case BlastLine::Topic::Budget:
        return Words::tr("Error budget");
    case BlastLine::Topic::Alerts:
        return Words::tr("Active alerts here");
    case BlastLine::Topic::History:
        break;
    }
    return Words::tr("Last time here");
}

QString warningLevelText(WarningLevel level)
{
    switch (level) {
    case WarningLevel::Caution:
        return Words::tr("caution", "of what a command touches");
    case WarningLevel::Danger:
        return Words::tr("danger", "of what a command touches");
    case WarningLevel::Info:
        break;
    }
    return {};
}

StatusKind warningLevelStatus(WarningLevel level)
{
    switch (level) {
    case WarningLevel::Caution:
        return StatusKind::Warning;
    case WarningLevel::Danger:
        return StatusKind::Critical;
    case WarningLevel::Info:
        break;
    }
    return StatusKind::Neutral;
}

QString environmentWord(Environment environment)
{
    switch (environment) {
    case Environment::Production:
        return Words::tr("PROD", "on the frame around a dangerous card");
    case Environment::Staging:
        return Words::tr("STAGING", "on the frame around a dangerous card");
    case Environment::Development:
        break;
    }
    return Words::tr("DEV", "on the frame around a dangerous card");
}

QString riskSentence(CommandRisk risk, Environment environment)
{
    switch (risk) {
    case CommandRisk::Reversible:
        return Words::tr("It can be taken back. It goes out after ten seconds.");
    case CommandRisk::Confirm:
        return Words::tr("Read what it will touch. Enter sends it.");
    case CommandRisk::TypeName:
        return environment == Environment::Production
            ? Words::tr("This is production: type the name and give a reason.")
            : Words::tr(
                "A PodDisruptionBudget at its limit, or no replica left: type the name and give "
                "a reason.");
    case CommandRisk::HoldReason:
        break;
    }
    return Words::tr(
        "Several objects, or an error budget that burns over 6× already: give a reason and "
        "hold the button for two seconds.");
}

} // namespace binnacle::ui
