#include "ui/widgets/inspector_panel.h"

#include <QLabel>
#include <QScrollBar>
#include <QTest>

#include <memory>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestInspectorPanel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_panel = std::make_unique<InspectorPanel>();
        m_panel->resize(300, 120);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        fill();
        QTRY_VERIFY(bar().maximum() > 100);
    }
    void cleanup() { m_panel.reset(); }

    void theSameThingAnewStaysWhereItWasScrolledTo()
    {
        bar().setValue(40);
        m_panel->clearKeepingPlace();
        fill();
        m_panel->clearKeepingPlace(); // twice before anything was painted
        fill();
        QTRY_COMPARE(bar().value(), 40);
    }

    void anotherThingBeginsAtItsTop()
    {
        bar().setValue(40);
        m_panel->clear();
        fill();
        QTest::qWait(0);
        QCOMPARE(bar().value(), 0);
        QVERIFY(bar().maximum() > 100);
    }

    void aPanelThatGoesBeforeItIsPresentedLeavesNothingBehind()
    {
        m_panel->clear();
        m_panel.reset();
        QTest::qWait(0);
    }

    void whatIsTooLongForItsLineWraps()
    {
        m_panel->clear();
        const QLabel *few = m_panel->addRow(u"Node"_s, u"a-1"_s);
        const QLabel *many = m_panel->addRow(u"Image"_s, u"registry "_s.repeated(20));
        QTRY_VERIFY(few->isVisible());
        QVERIFY(!few->wordWrap());
        QVERIFY(many->height() > 2 * few->height());
    }

private:
    void fill()
    {
        for (int row = 0; row < 30; ++row)
            m_panel->addRow(u"Row %1"_s.arg(row), u"value"_s);
    }
    QScrollBar &bar() { return *m_panel->verticalScrollBar(); }

    std::unique_ptr<InspectorPanel> m_panel;
};

QTEST_MAIN(TestInspectorPanel)
#include "tst_inspector_panel.moc"
