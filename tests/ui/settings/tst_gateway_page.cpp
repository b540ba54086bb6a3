#include "tests/support/fake_access_desk.h"
#include "tests/support/fake_console.h"
#include "tests/support/fake_settings_desk.h"
#include "ui/settings/copy_line.h"
#include "ui/settings/gateway_page.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestGatewayPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_settings = std::make_unique<fake::SettingsDesk>();
        m_access = std::make_unique<fake::AccessDesk>();
        m_estate = std::make_unique<fake::EstateFeed>();
        m_page = std::make_unique<GatewayPage>(
            GatewayPage::Desks{.settings = *m_settings, .access = *m_access, .estate = *m_estate});
    }

    void cleanup() { m_page.reset(); }

    void saysWhereItListensAndHowMuchItIsAsked()
    {
        QVERIFY(m_page->gatewayText().contains(u"127.0.0.1:8080"_s));
        QVERIFY(m_page->gatewayText().contains(u"3 connection"_s));
    }

    void aProblemGoesBeforeEverything()
    {
        m_settings->state.problem = u"127.0.0.1:8080 is in use"_s;
        m_settings->announce();
        QCOMPARE(m_page->gatewayText(), u"Not listening: 127.0.0.1:8080 is in use"_s);
    }

    void offIsSaidWithWhatItMeans()
    {
        m_settings->state = {};
        m_settings->announce();
        QVERIFY(m_page->gatewayText().startsWith(u"Off"_s));
    }

    void theCommandsAreOfThisAddressAndHoldNoSecret()
    {
        m_settings->state.address = u"127.0.0.1:9090"_s;
        m_settings->announce();
        auto *curl = m_page->findChild<CopyLine *>();
        QCOMPARE(curl->text(),
            u"curl -H \"Authorization: Bearer $BINNACLE_TOKEN\" "
            "http://127.0.0.1:9090/api/v2/clusters"_s);
        curl->copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), curl->text());
    }

    void theAgentListenersProblemIsShown()
    {
        console::EstateView estate = *m_estate->estate();
        estate.ingest.listenProblem = "port 8081 is in use";
        m_estate->publish(estate);
        QCOMPARE(m_page->listenerText(), u"Not listening: port 8081 is in use"_s);
    }

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::SettingsDesk> m_settings;
    std::unique_ptr<fake::AccessDesk> m_access;
    std::unique_ptr<fake::EstateFeed> m_estate;
    std::unique_ptr<GatewayPage> m_page;
};

QTEST_MAIN(TestGatewayPage)
#include "tst_gateway_page.moc"
