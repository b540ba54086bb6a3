#include "core/commands/command_risk.h"
#include "tests/core/commands/command_estate.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::commands;
using namespace binnacle::test;

class TestCommandRisk : public QObject
{
    Q_OBJECT

private slots:
    void theLevelFollowsTheDesign()
    {
        using enum CommandRisk;
        const auto level = [](RiskFacts facts) { return static_cast<int>(riskOf(facts)); };
        QCOMPARE(level({.changesState = false}), int(Reversible));
        QCOMPARE(level({.environment = Environment::Staging, .hasInverse = true}), int(Reversible));
        QCOMPARE(level({.environment = Environment::Staging}), int(Confirm));
        QCOMPARE(level({.environment = Environment::Staging, .hasInverse = true, .isTight = true}),
            int(TypeName));
        QCOMPARE(
            level({.environment = Environment::Production, .hasInverse = true}), int(TypeName));
        QCOMPARE(level({.environment = Environment::Development, .targets = 2}), int(HoldReason));
        QCOMPARE(level({.environment = Environment::Development, .burn = 6}), int(Confirm));
        QCOMPARE(level({.environment = Environment::Development, .burn = 6.1}), int(HoldReason));
    }

    void asSecondPersonIsAskedByPolicyAndAlwaysForAnAssistant()
    {
        Command change = scaleCheckout(6);
        QVERIFY(!needsApproval(change, CommandRisk::HoldReason, ApprovalPolicy::None));
        QVERIFY(needsApproval(change, CommandRisk::TypeName, ApprovalPolicy::HighRisk));
        QVERIFY(!needsApproval(change, CommandRisk::Confirm, ApprovalPolicy::HighRisk));
        QVERIFY(needsApproval(change, CommandRisk::Reversible, ApprovalPolicy::AllChanges));
        change.source = "ai";
        QVERIFY(needsApproval(change, CommandRisk::Reversible, ApprovalPolicy::None));
        Command reading = command("get_logs", "Pod", "shop", "cart-0");
        reading.source = "ai";
        QVERIFY(!needsApproval(reading, CommandRisk::Reversible, ApprovalPolicy::AllChanges));
    }

    void policiesHaveNames()
    {
        for (const auto policy :
            {ApprovalPolicy::None, ApprovalPolicy::HighRisk, ApprovalPolicy::AllChanges})
            QVERIFY(approvalPolicyFromName(approvalPolicyName(policy)) == policy);
        QVERIFY(!approvalPolicyFromName("sometimes"));
    }
};

QTEST_APPLESS_MAIN(TestCommandRisk)
#include "tst_command_risk.moc"
