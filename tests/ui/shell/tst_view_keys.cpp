#include "ui/shell/key_dispatcher.h"
#include "ui/shell/view_keys.h"
#include "ui/widgets/key_map.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QShortcut>
#include <QTest>
#include <QVBoxLayout>

using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

// Knows its keys as views do: some by events, some by a shortcut.
class Pad final : public QWidget
{
public:
    Pad()
    {
        setFocusPolicy(Qt::StrongFocus);
        auto *shortcut = new QShortcut(QKeySequence(u"Ctrl+T"_s), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this] { used << u"table"_s; });
    }

    QStringList used;

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        if (!event->text().isEmpty()) // not Control alone
            used << event->text();
    }
};

} // namespace

class TestViewKeys : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        auto *layout = new QVBoxLayout(m_window.get());
        m_pad = new Pad;
        m_edit = new QLineEdit(m_pad);
        layout->addWidget(m_pad);
        m_dispatcher = new KeyDispatcher(*m_window);
        m_dispatcher->setParent(m_window.get());
        QVERIFY(m_dispatcher->bind(u"F5"_s, u"Refresh"_s, [this] { m_pad->used << u"F5"_s; }));
        m_map = std::make_unique<KeyMap>();
        m_keys = std::make_unique<ViewKeys>(*m_map);
        m_dispatcher->follow(*m_map, *m_keys);
        m_map->setView(u"pad"_s, u"Pad"_s,
            {{u"Y"_s, u"JSON"_s}, {u"C"_s, u"Copy"_s}, {u"Ctrl+T"_s, u"Table"_s},
                {u"Shift+A"_s, u"Oldest first"_s}});
        m_keys->setView(u"pad"_s, m_pad);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_pad->setFocus();
    }
    void cleanup() { m_window.reset(); }

    void aMovedLetterReachesTheViewUnderItsFirstName()
    {
        m_map->setOwnKeys({{u"pad.y"_s, u"j"_s}, {u"pad.shift+a"_s, u"F9"_s}});
        QTest::keyClick(m_pad, Qt::Key_J);
        QTest::keyClick(m_pad, Qt::Key_F9);
        QCOMPARE(m_pad->used, (QStringList{u"y"_s, u"A"_s}));
    }

    void itsFirstNameDoesNothingAnyMore()
    {
        m_map->setOwnKeys({{u"pad.y"_s, u"j"_s}});
        QTest::keyClick(m_pad, Qt::Key_Y);
        QTest::keyClick(m_pad, Qt::Key_C);
        QCOMPARE(m_pad->used, QStringList{u"c"_s});
    }

    void shortcutsMoveToo()
    {
        m_map->setOwnKeys({{u"pad.ctrl+t"_s, u"x"_s}});
        QTest::keyClick(m_pad, Qt::Key_X);
        QCOMPARE(m_pad->used, QStringList{u"table"_s});
        QTest::keyClick(m_pad, Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(m_pad->used.size(), 1);
    }

    void theWindowsKeysMoveAndMoveBack()
    {
        m_map->setOwnKeys({{u"window.F5"_s, u"x r"_s}});
        QTest::keyClick(m_pad, Qt::Key_X);
        QTest::keyClick(m_pad, Qt::Key_R);
        QCOMPARE(m_pad->used, QStringList{u"F5"_s});
        QCOMPARE(m_dispatcher->help().front().keys, u"x r"_s);
        m_map->setOwnKeys({});
        QTest::keyClick(m_pad, Qt::Key_F5);
        QCOMPARE(m_pad->used.size(), 2);
    }

    void nothingIsTypedIntoAFieldByAMovedKey()
    {
        m_map->setOwnKeys({{u"pad.y"_s, u"Ctrl+J"_s}});
        m_edit->setFocus();
        QTest::keyClick(m_edit, Qt::Key_J, Qt::ControlModifier);
        QTest::keyClick(m_edit, Qt::Key_Y);
        QCOMPARE(m_edit->text(), u"y"_s);
        QVERIFY(m_pad->used.isEmpty());
    }

    void menusNameTheKeyOfNow()
    {
        QMenu menu(m_pad);
        const QAction *copy = menu.addAction(u"Copy name\tC"_s);
        m_map->setOwnKeys({{u"pad.c"_s, u"Ctrl+J"_s}});
        menu.ensurePolished();
        QCOMPARE(copy->text(), u"Copy name\tCtrl+J"_s);
        m_map->setOwnKeys({});
        emit menu.aboutToShow();
        QCOMPARE(copy->text(), u"Copy name\tC"_s);
    }

private:
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<KeyMap> m_map;
    std::unique_ptr<ViewKeys> m_keys;
    KeyDispatcher *m_dispatcher = nullptr;
    Pad *m_pad = nullptr;
    QLineEdit *m_edit = nullptr;
};

QTEST_MAIN(TestViewKeys)
#include "tst_view_keys.moc"
