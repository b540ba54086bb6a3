#include "ui/widgets/find_edit.h"

#include <QAction>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestFindEdit : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatItIsFor()
    {
        const FindEdit edit(u"Find a setting"_s);
        QCOMPARE(edit.placeholderText(), u"Find a setting"_s);
        QCOMPARE(edit.accessibleName(), u"Find a setting"_s);
    }

    void whatStandsInItGoesWithOneClick()
    {
        FindEdit edit(u"Find a setting"_s);
        edit.show();
        auto *button = edit.findChild<QToolButton *>();
        QVERIFY(button);
        QVERIFY(!button->defaultAction()->isVisible()); // there is nothing to clear
        QTest::keyClicks(&edit, u"port"_s);
        QVERIFY(button->isVisible());
        QVERIFY(!button->text().isEmpty()); // its name for assistive technology
        const QSignalSpy changed(&edit, &QLineEdit::textChanged);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(edit.text(), QString());
        QCOMPARE(changed.size(), 1);
        QVERIFY(!button->defaultAction()->isVisible());
    }
};

QTEST_MAIN(TestFindEdit)
#include "tst_find_edit.moc"
