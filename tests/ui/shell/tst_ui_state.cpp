#include "tests/support/fake_console.h"
#include "ui/shell/ui_state.h"

#include <QHeaderView>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Layout
{
    explicit Layout(int columns = 4)
        : model(2, columns)
    {
        splitter.setObjectName(u"split"_s);
        table = new QTableView;
        table->setObjectName(u"table"_s);
        table->setModel(&model);
        splitter.addWidget(table);
        splitter.addWidget(new QWidget);
        splitter.resize(800, 300);
        splitter.setSizes({400, 400});
    }

    QStandardItemModel model;
    QWidget root; // what is below it is remembered
    QSplitter splitter{&root};
    QTableView *table;
};

} // namespace

class TestUiState : public QObject
{
    Q_OBJECT

private slots:
    void splittersAndColumnsComeBack()
    {
        fake::UiMemory memory;
        {
            Layout before;
            before.table->setColumnWidth(1, 217);
            before.table->setColumnHidden(2, true);
            (void)before.splitter.grab(); // lays out
            before.splitter.setSizes({600, 200});
            UiState(memory).saveLayout(before.root);
        }
        Layout after;
        UiState(memory).restoreLayout(after.root);
        QCOMPARE(after.table->columnWidth(1), 217);
        QVERIFY(after.table->isColumnHidden(2));
        (void)after.splitter.grab(); // lays out
        const QList<int> sizes = after.splitter.sizes();
        QVERIFY2(sizes[0] > sizes[1] * 2, qPrintable(u"%1, %2"_s.arg(sizes[0]).arg(sizes[1])));
    }

    void otherColumnsAreNotForcedIntoAnOldLayout()
    {
        fake::UiMemory memory;
        Layout before;
        before.table->setColumnHidden(2, true);
        UiState(memory).saveLayout(before.root);
        Layout after(6);
        UiState(memory).restoreLayout(after.root);
        QVERIFY(!after.table->isColumnHidden(2));
    }

    void wordsComeBack()
    {
        fake::UiMemory memory;
        UiState(memory).setWord(u"theme"_s, u"light"_s);
        QCOMPARE(UiState(memory).word(u"theme"_s), u"light"_s);
        QVERIFY(UiState(memory).word(u"zone"_s).isEmpty());
    }

    void theWindowComesBackWhereItWas()
    {
        fake::UiMemory memory;
        QWidget window;
        QVERIFY(!UiState(memory).restoreWindow(window));
        window.setGeometry(40, 50, 640, 480);
        UiState(memory).saveWindow(window);
        QWidget other;
        QVERIFY(UiState(memory).restoreWindow(other));
        QCOMPARE(other.size(), QSize(640, 480));
    }
};

QTEST_MAIN(TestUiState)
#include "tst_ui_state.moc"
