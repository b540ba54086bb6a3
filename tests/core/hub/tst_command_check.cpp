#include "core/hub/command_check.h"
#include "core/hub/command_id.h"

#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace binnacle;
using namespace binnacle::hub;

namespace {

Command make(const std::string &action, const ResourceRef &target, const std::string &params = "{}")
{
    return {.cluster = {"prod"}, .action = action, .target = target, .params = params};
}

const ResourceRef kDeployment{"Deployment", "shop", "api"};

} // namespace

class TestCommandCheck : public QObject
{
    Q_OBJECT

private slots:
    void acceptsWhatAgentsUnderstand()
    {
        const std::vector<Command> good{make("scale", kDeployment, R"({"replicas":0})"),
            make("restart", kDeployment), make("update_image", kDeployment, R"({"image":"a:1"})"),
            make("delete", {"Job", "shop", "import"}), make("delete", {"Node", "", "n1"}),
            make("cordon", {"", "", "n1"}), make("get_logs", {"", "shop", "api-1"}),
            make("get_secret", {"", "shop", "tls"}), make("query_logs", {}),
            make("dynamic", {}, R"({"command":"list","kind":"Pod"})"),
            make("apply_manifests", {}, R"({"manifests":"a: 1"})")};
        for (const Command &command : good) {
            const Result<Command> checked = checkCommand(command);
            QVERIFY2(checked, checked ? "" : checked.error().message.c_str());
        }
        QCOMPARE(checkCommand(make("cordon", {"", "", "n1"}))->target.kind, "Node");
    }

    void deletePodBecomesDeleteOfAPod()
    {
        const Result<Command> checked = checkCommand(make("delete_pod", {"", "shop", "api-1"}));
        QVERIFY(checked);
        QCOMPARE(checked->action, "delete");
        QCOMPARE(checked->target.kind, "Pod");
    }

    void refusesWithTheNameOfTheField()
    {
        struct Case
        {
            std::string field;
            Command command;
        };
        const ResourceRef none;
        const std::vector<Case> cases{
            {"action", make("exec", kDeployment)},
            {"action", make("drain", {"Node", "", "n1"})},
            {"action", make("format", kDeployment)},
            {"name", make("restart", {"", "shop", ""})},
            {"namespace", make("restart", {"", "", "api"})},
            {"kind", make("delete", {"", "shop", "api"})},
            {"kind", make("cordon", {"Pod", "shop", "api"})},
            {"params.replicas", make("scale", kDeployment)},
            {"params.replicas", make("scale", kDeployment, R"({"replicas":-1})")},
            {"params.replicas", make("scale", kDeployment, R"({"replicas":1.5})")},
            {"params.replicas", make("scale", kDeployment, R"({"replicas":"3"})")},
            {"params.replicas", make("scale", kDeployment, R"({"replicas":4294967296})")},
            {"params.image", make("update_image", kDeployment)},
            {"params.image", make("update_image", kDeployment, R"({"image":""})")},
            {"params.image", make("update_image", kDeployment, R"({"image":"a b"})")},
            {"params", make("restart", kDeployment, "[]")},
            {"params", make("restart", kDeployment, "{")},
            {"params.timeoutSec", make("restart", kDeployment, R"({"timeoutSec":0})")},
            {"params.command", make("dynamic", none, R"({"command":"rm"})")},
            {"params.manifests", make("apply_manifests", none)},
        };
        for (const Case &bad : cases) {
            const Result<Command> checked = checkCommand(bad.command);
            QVERIFY2(!checked, bad.command.params.c_str());
            QCOMPARE(checked.error().code, ErrorCode::InvalidArgument);
            QVERIFY2(checked.error().message.starts_with(bad.field + ':'),
                checked.error().message.c_str());
        }
    }

    void deeplyNestedParametersDoNotExhaustTheStack()
    {
        const std::string deep = R"({"a":)" + std::string(1'000'000, '[');
        QVERIFY(!checkCommand(make("restart", kDeployment, deep)));
    }

    void deadlinesHaveAFloorAndACeiling()
    {
        QCOMPARE(resultDeadline(make("restart", kDeployment)), Duration(60'000));
        QCOMPARE(
            resultDeadline(make("restart", kDeployment, R"({"timeoutSec":5})")), Duration(60'000));
        QCOMPARE(
            resultDeadline(make("restart", kDeployment, R"({"timeoutSec":90})")), Duration(90'000));
        QCOMPARE(
            resultDeadline(make("restart", kDeployment, R"({"timeoutSec":9223372036854775807})")),
            Duration(3'600'000));
    }

    void idsAreRandomUuids()
    {
        static const QRegularExpression uuid(QStringLiteral(
            "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"));
        std::set<CommandId> seen;
        for (int i = 0; i < 500; ++i) {
            const CommandId id = makeCommandId();
            QVERIFY2(uuid.match(QString::fromStdString(id.value)).hasMatch(), id.value.c_str());
            seen.insert(id);
        }
        QCOMPARE(seen.size(), std::size_t{500});
    }
};

QTEST_APPLESS_MAIN(TestCommandCheck)
#include "tst_command_check.moc"
