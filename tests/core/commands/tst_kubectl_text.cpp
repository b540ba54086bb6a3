#include "core/commands/kubectl_text.h"
#include "tests/core/commands/command_estate.h"

#include <QProcess>
#include <QTest>

using namespace binnacle;
using namespace binnacle::commands;
using namespace binnacle::test;

namespace {

// The words that a shell would hand to kubectl.
QStringList wordsOf(const std::string &line)
{
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"),
            QStringLiteral("kubectl() { printf '%s\\0' \"$@\"; }\n")
                + QString::fromStdString(line)});
    if (!shell.waitForFinished(5'000) || shell.exitCode() != 0)
        return {QStringLiteral("the shell failed")};
    QStringList words = QString::fromUtf8(shell.readAllStandardOutput()).split(QChar(u'\0'));
    words.removeLast();
    return words;
}

} // namespace

class TestKubectlText : public QObject
{
    Q_OBJECT

private slots:
    void everyActionReadsAsKubectlWouldHaveIt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const Command &command, const char *expected) {
            QTest::newRow(command.action.c_str())
                << QString::fromStdString(kubectlText(command)) << expected;
        };
        row(scaleCheckout(6), "kubectl -n shop scale deployment/checkout --replicas=6");
        row(command("restart", "Deployment", "pay", "payments"),
            "kubectl -n pay rollout restart deployment/payments");
        row(command("update_image", "Deployment", "pay", "payments",
                R"({"image":"pay/payments:1.3","container":"app"})"),
            "kubectl -n pay set image deployment/payments app=pay/payments:1.3");
        row(command("delete", "Pod", "data", "payments-db-0",
                R"({"gracePeriodSeconds":0,"force":true})"),
            "kubectl -n data delete pod/payments-db-0 --grace-period=0 --force");
        row(command("cordon", "Node", "", "node-5"), "kubectl cordon node-5");
        row(command("uncordon", "Node", "", "node-5"), "kubectl uncordon node-5");
        row(command("get_logs", "Pod", "shop", "cart-0", R"({"tailLines":900,"previous":true})"),
            "kubectl -n shop logs pod/cart-0 --tail=200 --previous");
        row(command("get_configmap", "ConfigMap", "shop", "web"),
            "kubectl -n shop get configmap/web -o json");
        row(command("get_secret", "Secret", "shop", "web"),
            "kubectl -n shop get secret/web -o json");
        row(command("dynamic", "Deployment", "shop", "cart", R"({"command":"describe"})"),
            "kubectl -n shop describe deployment cart");
        row(command("query_logs", "", "", ""), "");
    }
    void everyActionReadsAsKubectlWouldHaveIt()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(text, expected);
    }

    void hostileValuesStayOneWord_data()
    {
        QTest::addColumn<QString>("value");
        for (const char *value : {"$(reboot)", "`id`", "a b", "it's", "\"", "a;b", "a\nb", "*",
                 "x'$(id)'y", "\\", "--all", "\xc3\xa9", "'"})
            QTest::newRow(value) << QString::fromUtf8(value);
    }
    void hostileValuesStayOneWord()
    {
        QFETCH(QString, value);
        const std::string text = value.toStdString();
        const auto words = wordsOf("kubectl " + shellQuoted(text));
        QCOMPARE(words, QStringList{value});
        const auto deletion = wordsOf(kubectlText(command("delete", "Pod", "shop", text)));
        QCOMPARE(deletion.back(), QStringLiteral("pod/") + value);
    }

    void anEmptyWordIsStillAWord() { QCOMPARE(shellQuoted(""), std::string("''")); }

    void manifestsCannotEndTheirText()
    {
        const std::string line = kubectlText(
            command("apply_manifests", "", "", "", R"({"manifests":"kind: A\nEOF\nreboot\n"})"));
        QVERIFY(line.find("<<'EOF_'") != std::string::npos);
        QCOMPARE(wordsOf(line).join(QChar(u' ')),
            QStringLiteral("apply --server-side --force-conflicts -f -"));
    }
};

QTEST_APPLESS_MAIN(TestKubectlText)
#include "tst_kubectl_text.moc"
