#include "core/commands/catalogue.h"
#include "core/commands/image_reference.h"
#include "core/commands/label_selector.h"
#include "tests/core/commands/command_estate.h"

#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::commands;
using namespace binnacle::test;

class TestCatalogue : public QObject
{
    Q_OBJECT

private slots:
    void itHasEveryActionThatAgentsKnowAndTheNameForDeletingPods()
    {
        for (const ActionInfo &action : actions()) {
            QVERIFY2(isKnownAction(action.name) || action.name == "delete_pod",
                std::string(action.name).c_str());
            QCOMPARE(action.changesState,
                !isSafeAction(action.name == "delete_pod" ? "delete" : action.name));
            QVERIFY(!action.help.empty());
            const bool wants = action.name == "delete_pod" || needsTarget(action.name);
            QCOMPARE(action.kinds.empty(), !wants);
        }
        QCOMPARE(actions().size(), std::size_t(17));
        QVERIFY(!findAction("exec"));
        QVERIFY(!findAction("drain"));
    }

    void objectsOfferWhatMakesSenseMostLikelyFirst()
    {
        using Names = std::vector<std::string_view>;
        QCOMPARE(actionsFor({"Deployment", "shop", "checkout"}),
            (Names{"restart", "scale", "update_image", "dynamic", "delete"}));
        QCOMPARE(
            actionsFor({"Pod", "shop", "cart-0"}), (Names{"get_logs", "delete_pod", "dynamic"}));
        QCOMPARE(actionsFor({"Node", "", "node-5"}), (Names{"cordon", "uncordon", "dynamic"}));
        QCOMPARE(actionsFor({"Domain", "", "shop.example.com"}), Names{});
    }

    void deletingAPodBecomesWhatAgentsKnow()
    {
        const auto checked = checkForDispatch(command("delete_pod", "", "data", "payments-db-0"));
        QVERIFY(checked);
        QCOMPARE(checked->action, std::string("delete"));
        QCOMPARE(checked->target.kind, std::string("Pod"));
    }

    void mistakesNameTheField_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("params");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *tag, const char *action, const char *kind, const char *name,
                             const char *params, const char *field) {
            QTest::newRow(tag) << action << kind << name << params << field;
        };
        row("negative", "scale", "", "web", R"({"replicas":-1})", "params.replicas");
        row("too many", "scale", "", "web", R"({"replicas":10001})", "params.replicas");
        row("text", "scale", "", "web", R"({"replicas":"4"})", "params.replicas");
        row("no replicas", "scale", "", "web", "{}", "params.replicas");
        row("option", "restart", "", "-rf", "{}", "name");
        row("shell", "restart", "", "web;reboot", "{}", "name");
        row("image", "update_image", "", "web", R"({"image":"Web:1"})", "params.image");
        row("image tag", "update_image", "", "web", R"({"image":"web:"})", "params.image");
        row("container", "update_image", "", "web", R"({"image":"a:1","container":"a b"})",
            "params.container");
        row("container type", "update_image", "", "web", R"({"image":"a:1","container":7})",
            "params.container");
        row("grace", "delete", "Pod", "web", R"({"gracePeriodSeconds":-1})",
            "params.gracePeriodSeconds");
        row("force", "delete", "Pod", "web", R"({"force":"yes"})", "params.force");
        row("selector", "dynamic", "Pod", "", R"({"command":"list","label_selector":"a=b,,"})",
            "params.label_selector");
        row("exec", "exec", "Pod", "web", "{}", "action");
        row("manifests", "apply_manifests", "", "", "{}", "params.manifests");
    }
    void mistakesNameTheField()
    {
        QFETCH(QString, action);
        QFETCH(QString, kind);
        QFETCH(QString, name);
        QFETCH(QString, params);
        QFETCH(QString, field);
        const auto checked = checkForDispatch(command(action.toStdString(), kind.toStdString(),
            "shop", name.toStdString(), params.toStdString()));
        QVERIFY(!checked);
        QCOMPARE(int(checked.error().code), int(ErrorCode::InvalidArgument));
        QVERIFY2(checked.error().message.starts_with(field.toStdString() + ':'),
            checked.error().message.c_str());
    }

    void imageReferencesAreThoseOfTheDistributionProject()
    {
        for (const char *good : {"nginx", "nginx:1.25", "shop/api:1.4.2", "localhost/web",
                 "registry.example.com:5000/a/b_c/d--e:v1", "a__b", "Registry.Example.com/a",
                 "web@sha256:0123456789abcdef0123456789abcdef",
                 "web:1@sha256:0123456789abcdef0123456789abcdef"})
            QVERIFY2(isImageReference(good), good);
        for (const char *bad : {"", ":1", "web:", "web:-x", "/web", "web/", "a//b", "Web", "a b",
                 "web@sha256:12", "web@", "a___b", "host:port/web", "-web", "web-", "web:1:2",
                 ".example.com/web", "$(reboot)"})
            QVERIFY2(!isImageReference(bad), bad);
        QCOMPARE(imageTag("host:5000/web"), std::string_view());
        QCOMPARE(imageTag("host:5000/web:7@sha256:00"), std::string_view("7"));
        QVERIFY(hasDigest("web@sha256:00"));
    }

    void labelSelectorsAreThoseOfKubernetes()
    {
        for (const char *good : {"app", "!app", "app=web", "app==web", "app != web",
                 "app=", "a.b/c=d,tier in (front, back),!old", "tier notin (cache)", "x in ()"})
            QVERIFY2(isLabelSelector(good), good);
        for (const char *bad : {"", ",", "a=b,", "=b", "a==b=c", "in (a)", "a in b", "a in (b",
                 "a)b", "a in ((b))", "a/b/c=d", "-a", "a=$(x)"})
            QVERIFY2(!isLabelSelector(bad), bad);
    }
};

QTEST_APPLESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
