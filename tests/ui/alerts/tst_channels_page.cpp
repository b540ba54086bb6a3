#include "tests/ui/alerts/alert_rig.h"
#include "ui/alerts/channel_form.h"
#include "ui/alerts/channel_preview.h"
#include "ui/alerts/channels_page.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestChannelsPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_rig = std::make_unique<fake::AlertRig>();
        m_page = m_rig->showPage<ChannelsPage>();
    }

    void cleanup() { m_page.reset(); }

    void tellsWhatCanBeUsedAndWhyNot()
    {
        QAbstractItemModelTester tester(table().model());
        QCOMPARE(table().model()->rowCount(), 4);
        QCOMPARE(cell(0, ChannelTableModel::StateColumn), u"in use"_s);
        QVERIFY(cell(3, ChannelTableModel::StateColumn).contains(u"metadata"_s));
        QVERIFY(cell(3, ChannelTableModel::TestColumn).startsWith(u"failed"_s));
    }

    void aStoredSecretIsNeverShown()
    {
        QLineEdit &url = line("channel_webhook_url");
        QCOMPARE(url.text(), QString());
        QCOMPARE(url.echoMode(), QLineEdit::Password);
        QVERIFY(url.placeholderText().contains(u"secret"_s));
    }

    void anUntouchedSecretGoesBackAsItCame()
    {
        line("channelName").setText(u"page-slack-2"_s);
        QVERIFY(button("saveChannel").isEnabled());
        button("saveChannel").click();
        QTRY_COMPARE(m_rig->desk.channels.size(), std::size_t(1));
        QVERIFY2(m_rig->desk.channels.front().config.find("\"******\"") != std::string::npos,
            m_rig->desk.channels.front().config.c_str());
    }

    void aTypedSecretReplacesTheStoredOne()
    {
        line("channel_webhook_url").setText(u"https://hooks.slack.com/services/T/B/x"_s);
        button("saveChannel").click();
        QTRY_COMPARE(m_rig->desk.channels.size(), std::size_t(1));
        QVERIFY(m_rig->desk.channels.front().config.find("services/T/B/x") != std::string::npos);
    }

    void aNewChannelAsksForWhatItsTypeNeeds()
    {
        m_page->addNew();
        line("channelName").setText(u"new hook"_s);
        QVERIFY(form().problem().contains(u"Webhook URL"_s));
        auto *type = m_page->findChild<QComboBox *>(u"channelType"_s);
        type->setCurrentIndex(type->findData(static_cast<int>(ChannelType::Email)));
        emit type->activated(type->currentIndex());
        QVERIFY(form().problem().contains(u"SMTP host"_s));
        line("channel_smtp_host").setText(u"mail.example.com"_s);
        line("channel_smtp_port").setText(u"587"_s);
        line("channel_to_addresses").setText(u"a@example.com, b@example.com"_s);
        QCOMPARE(form().problem(), QString());
        const Channel made = form().edited();
        QVERIFY2(made.config.find("\"smtp_port\":587") != std::string::npos, made.config.c_str());
        QVERIFY(made.config.find("\"a@example.com\",\"b@example.com\"") != std::string::npos);
    }

    void aTestReallySendsAndTellsTheAnswer()
    {
        button("testChannel").click();
        QTRY_COMPARE(m_rig->desk.tested.size(), std::size_t(1));
        QTRY_VERIFY2(form().outcome().contains(u"312 ms: 200 ok"_s), qPrintable(form().outcome()));
    }

    void theLedgerTellsEachDeliveryWithItsAnswer()
    {
        QTRY_COMPARE(ledger().model()->rowCount(), 3);
        const auto text = [this](int row, int column) {
            return ledger().model()->index(row, column).data().toString();
        };
        QCOMPARE(text(0, DeliveryTableModel::AnswerColumn), u"200 ok in 312 ms"_s);
        QVERIFY(text(1, DeliveryTableModel::StateColumn).contains(u"again"_s));
        QCOMPARE(text(1, DeliveryTableModel::AttemptsColumn), u"3"_s);
        QCOMPARE(text(2, DeliveryTableModel::StateColumn), u"given up"_s);
        QAbstractItemModelTester tester(ledger().model());
        table().setCurrentIndex(table().model()->index(1, 0));
        QTRY_COMPARE(ledger().model()->rowCount(), 0);
    }

    void aMessageIsShownInEitherLanguage()
    {
        m_page->findChild<QPushButton *>(u"showPreview"_s)->click();
        auto *preview = m_page->findChild<ChannelPreview *>();
        QTRY_VERIFY2(preview->text().contains(u"Firing"_s), qPrintable(preview->text()));
        const auto buttons = preview->findChildren<QPushButton *>();
        (*std::ranges::find(buttons, u"中文"_s, &QPushButton::text))->click();
        QTRY_VERIFY(preview->text().contains(u"告警触发"_s));
        QCOMPARE(m_rig->desk.previewLanguages.back(), std::string("zh"));
    }

    void whatIsTypedSurvivesARefresh()
    {
        line("channelName").setText(u"half a na"_s);
        m_rig->desk.announce();
        QTest::qWait(150);
        QCOMPARE(line("channelName").text(), u"half a na"_s);
        QVERIFY(m_page->escape());
        QTRY_COMPARE(line("channelName").text(), u"page-slack"_s);
    }

    void deletingTakesTwoSteps()
    {
        button("deleteChannel").click();
        QCOMPARE(m_rig->desk.content().channels.size(), std::size_t(4));
        button("confirmQuestion").click();
        QTRY_COMPARE(table().model()->rowCount(), 3);
    }

    void readOnlyChangesAndSendsNothing()
    {
        m_rig->access.setReadOnly(true);
        QTRY_VERIFY(!button("testChannel").isEnabled());
        QVERIFY(!button("deleteChannel").isEnabled());
        m_page->addNew();
        QCOMPARE(form().channelId(), std::int64_t(1));
    }

private:
    QTableView &table() { return *m_page->findChild<QTableView *>(u"channelTable"_s); }
    QTableView &ledger() { return *m_page->findChild<QTableView *>(u"deliveryTable"_s); }
    ChannelForm &form() { return *m_page->findChild<ChannelForm *>(); }
    QLineEdit &line(const char *name)
    {
        return *m_page->findChildren<QLineEdit *>(QLatin1StringView(name)).back();
    }
    QPushButton &button(const char *name)
    {
        return *m_page->findChild<QPushButton *>(QLatin1StringView(name));
    }
    QString cell(int row, int column)
    {
        return table().model()->index(row, column).data().toString();
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::AlertRig> m_rig;
    std::unique_ptr<ChannelsPage> m_page;
};

QTEST_MAIN(TestChannelsPage)
#include "tst_channels_page.moc"
