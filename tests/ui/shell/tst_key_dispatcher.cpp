#include "ui/shell/key_dispatcher.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestKeyDispatcher : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        auto *layout = new QVBoxLayout(m_window.get());
        m_edit = new QLineEdit;
        m_button = new QPushButton;
        layout->addWidget(m_edit);
        layout->addWidget(m_button);
        m_keys = new KeyDispatcher(*m_window);
        m_keys->setParent(m_window.get());
        m_used.clear();
        for (const QString &keys : {u"g e"_s, u"g o"_s, u"?"_s, u"Ctrl+K"_s, u"t Left"_s, u"F5"_s})
            QVERIFY(m_keys->bind(keys, keys, [this, keys] { m_used << keys; }));
        m_button->setFocus();
    }
    void cleanup() { m_window.reset(); }

    void sequencesAndSingleKeysWork()
    {
        QTest::keyClick(m_button, Qt::Key_G);
        QCOMPARE(m_keys->pending(), u"g"_s);
        QTest::keyClick(m_button, Qt::Key_E);
        QTest::keyClick(m_button, '?');
        QTest::keyClick(m_button, Qt::Key_T);
        QTest::keyClick(m_button, Qt::Key_Left);
        QTest::keyClick(m_button, Qt::Key_F5);
        QCOMPARE(m_used, (QStringList{u"g e"_s, u"?"_s, u"t Left"_s, u"F5"_s}));
        QVERIFY(m_keys->pending().isEmpty());
    }

    void aTextFieldKeepsItsLetters()
    {
        m_edit->setFocus();
        QTest::keyClicks(m_edit, u"g e?"_s);
        QCOMPARE(m_edit->text(), u"g e?"_s);
        QVERIFY(m_used.isEmpty());
    }

    void aTextFieldDoesNotKeepControlAndFunctionKeys()
    {
        m_edit->setFocus();
        m_edit->setText(u"abc"_s);
        QTest::keyClick(m_edit, Qt::Key_K, Qt::ControlModifier);
        QTest::keyClick(m_edit, Qt::Key_F5);
        QCOMPARE(m_used, (QStringList{u"Ctrl+K"_s, u"F5"_s}));
        QCOMPARE(m_edit->text(), u"abc"_s);
    }

    void anUnknownSecondKeyStandsForItself()
    {
        QTest::keyClick(m_button, Qt::Key_G);
        QTest::keyClick(m_button, '?');
        QCOMPARE(m_used, QStringList{u"?"_s});
    }

    void refusesConflicts()
    {
        QVERIFY(!m_keys->bind(u"g e"_s, {}, [] {}));
        QVERIFY(!m_keys->bind(u"g"_s, {}, [] {}));
        QVERIFY(!m_keys->bind(u"? x"_s, {}, [] {}));
        QVERIFY(m_keys->bind(u"g s"_s, {}, [] {}));
    }

    void otherWindowsAreLeftAlone()
    {
        QPushButton other;
        QTest::keyClick(&other, '?');
        QVERIFY(m_used.isEmpty());
    }

private:
    std::unique_ptr<QWidget> m_window;
    QLineEdit *m_edit = nullptr;
    QPushButton *m_button = nullptr;
    KeyDispatcher *m_keys = nullptr;
    QStringList m_used;
};

QTEST_MAIN(TestKeyDispatcher)
#include "tst_key_dispatcher.moc"
