#include "core/codec/snapshot.h"
#include "ui/shell/first_run_page.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QTest>

#include <memory>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestFirstRunPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    // Whoever copies it has no file to send.
    void theCommandSendsASnapshotThatTheListenerTakes()
    {
        FirstRunPage page;
        page.setListenAddress(u"[::1]:8081"_s);
        const QString command = page.findChild<QLineEdit *>()->text();
        QVERIFY(command.startsWith(u"curl http://[::1]:8081/agent/snapshot "_s));
        QVERIFY(command.contains(u"X-Cluster-ID: my-cluster"_s));
        const QString body = command.section(u'\'', -2, -2);
        const auto snapshot = codec::decodeSnapshot(body.toStdString());
        QVERIFY2(snapshot, qPrintable(body));
        QCOMPARE((*snapshot)->nodes.size(), std::size_t{1});
        QCOMPARE((*snapshot)->nodes.front().meta.name, std::string_view("node-1"));
    }

    void withoutAListenerThereIsNoCommand()
    {
        FirstRunPage page;
        page.setListenAddress(u"127.0.0.1:8081"_s);
        page.setListenAddress({});
        QVERIFY(page.findChild<QLineEdit *>()->text().isEmpty());
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TestFirstRunPage)
#include "tst_first_run_page.moc"
