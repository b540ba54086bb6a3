#include "tests/ui/commands/dispatch_page_test.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

// The form without a mouse, in a window that has the focus: buttons and completers behave
// differently in one that has not.
class TestDispatchKeyboard : public DispatchPageTest
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        start();
        m_page->prepare(fake::scaleCheckout());
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void cleanup() { m_page.reset(); }

    void tabGoesThroughTheFormFromTopToBottom()
    {
        const QStringList order{u"action-restart"_s, u"action-scale"_s, u"action-delete_pod"_s,
            u"action-cordon"_s, u"moreActions"_s, u"dispatchTarget"_s, u"parameter-replicas"_s,
            u"dispatchReason"_s};
        m_page->findChild<QWidget *>(u"dispatchCluster"_s)->setFocus();
        for (const QString &name : order) {
            press(Qt::Key_Tab);
            QCOMPARE(focused(), name);
        }
    }

    void everyActionIsReachedAndPickedByKeys()
    {
        button(u"action-scale"_s)->setFocus();
        press(Qt::Key_Tab);
        QCOMPARE(focused(), u"action-delete_pod"_s);
        QCOMPARE(form().draft().action, u"scale"_s); // passing by changes nothing
        press(Qt::Key_Space);
        QCOMPARE(form().draft().action, u"delete_pod"_s);
        QVERIFY(button(u"action-delete_pod"_s)->isChecked());
        QVERIFY(!button(u"action-scale"_s)->isChecked());
        QCOMPARE(focused(), u"action-delete_pod"_s);
        press(Qt::Key_Left);
        press(Qt::Key_Left);
        QCOMPARE(focused(), u"action-restart"_s);
        press(Qt::Key_Right);
        QCOMPARE(focused(), u"action-scale"_s);
        press(Qt::Key_Down);
        press(Qt::Key_Up);
        QCOMPARE(focused(), u"action-scale"_s);
        press(Qt::Key_Space);
        QCOMPARE(form().draft().action, u"scale"_s);
        press(Qt::Key_Space); // the one that is on stays on
        QVERIFY(button(u"action-scale"_s)->isChecked());
        QTest::keyClick(m_page->focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(focused(), u"action-restart"_s);
    }

    void theFocusedActionLooksFocused()
    {
        for (const QString &name : {u"action-scale"_s, u"action-cordon"_s}) { // on and off
            button(u"dispatch"_s)->setFocus();
            const QImage before = button(name)->grab().toImage();
            button(name)->setFocus();
            QVERIFY2(button(name)->grab().toImage() != before, qPrintable(name));
        }
    }

    void enterOnASuggestionTakesItAndSendsNothing()
    {
        QSignalSpy submitted(&form(), &DispatchForm::submitted);
        type(u"eckout"_s);
        QTRY_VERIFY(list().isVisible());
        QTest::keyClick(&list(), Qt::Key_Down);
        QTest::keyClick(&list(), Qt::Key_Return);
        QVERIFY(!list().isVisible());
        QCOMPARE(form().draft().target, u"Deployment shop/checkout"_s);
        QVERIFY(submitted.isEmpty());
        press(Qt::Key_Return);
        QCOMPARE(submitted.size(), 1);
    }

    void enterWithNoSuggestionMarkedOnlyClosesTheList()
    {
        QSignalSpy submitted(&form(), &DispatchForm::submitted);
        type(u"shop/"_s);
        QTRY_VERIFY(list().isVisible());
        QTest::keyClick(&list(), Qt::Key_Enter);
        QVERIFY(!list().isVisible());
        QCOMPARE(form().draft().target, u"shop/"_s);
        QVERIFY(submitted.isEmpty());
        press(Qt::Key_Enter);
        QCOMPARE(submitted.size(), 1);
    }

private:
    void press(Qt::Key key) { QTest::keyClick(m_page->focusWidget(), key); }
    QString focused() const { return m_page->focusWidget()->objectName(); }
    QLineEdit &target() { return *m_page->findChild<QLineEdit *>(u"dispatchTarget"_s); }
    QAbstractItemView &list() { return *target().completer()->popup(); }
    void type(const QString &text)
    {
        target().setFocus();
        target().clear();
        QTest::keyClicks(&target(), text);
    }
};

QTEST_MAIN(TestDispatchKeyboard)
#include "tst_dispatch_keyboard.moc"
