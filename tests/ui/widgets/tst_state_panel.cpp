#include "ui/theme/theme.h"
#include "ui/widgets/state_panel.h"

#include <QPushButton>
#include <QTest>

#include <memory>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestStatePanel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    // A refresh each second must not take the button away under a press.
    void theSameActionsKeepTheirButtonsAndDoWhatTheLastOnesSay()
    {
        StatePanel panel;
        QString ran;
        const auto show = [&](const QString &word, const QString &text) {
            panel.showEmpty(u"Nothing matches"_s, u"0 of 3 match."_s,
                {{.text = text, .run = [&ran, word] { ran = word; }}});
        };
        show(u"first"_s, u"Clear the filter"_s);
        QPushButton *button = buttonOf(panel, u"Clear the filter"_s);
        QVERIFY(button);
        button->setFocus();
        show(u"second"_s, u"Clear the filter"_s);
        QCOMPARE(buttonOf(panel, u"Clear the filter"_s), button);
        button->click();
        QCOMPARE(ran, u"second"_s);

        show(u"third"_s, u"New rule"_s);
        button->click(); // it goes, and does nothing any more
        QCOMPARE(ran, u"second"_s);
        buttonOf(panel, u"New rule"_s)->click();
        QCOMPARE(ran, u"third"_s);
    }

    void anActionMayReplaceTheActions()
    {
        StatePanel panel;
        panel.showEmpty(
            u"a"_s, {}, {{.text = u"Go"_s, .run = [&panel] { panel.showEmpty(u"b"_s, {}); }}});
        buttonOf(panel, u"Go"_s)->click();
        QCOMPARE(panel.title(), u"b"_s);
    }

private:
    static QPushButton *buttonOf(const StatePanel &panel, const QString &text)
    {
        QPushButton *found = nullptr;
        for (QPushButton *button : panel.findChildren<QPushButton *>()) {
            if (button->text() == text)
                found = button;
        }
        return found;
    }

    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TestStatePanel)
#include "tst_state_panel.moc"
