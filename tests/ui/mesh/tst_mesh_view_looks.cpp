#include "core/topology/layered_layout.h"
#include "tests/ui/mesh/mesh_view_test.h"

#include <QAbstractButton>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QTest>
#include <QToolButton>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

// That what is painted can be read, whatever is shown.
class TestMeshViewLooks : public MeshViewTest
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init() { start(); }
    void cleanup() { m_view.reset(); }

    void noLabelOfTheToolbarIsCutInASmallWindow_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("zooms");
        QTest::newRow("1280") << QSize(1136, 736) << true;
        QTest::newRow("960") << QSize(812, 536) << false; // by keys and the wheel
    }
    void noLabelOfTheToolbarIsCutInASmallWindow()
    {
        QFETCH(QSize, size);
        QFETCH(bool, zooms);
        m_view->resize(size);
        m_view->grab(); // lays it out
        auto *toolbar = m_view->findChild<QWidget *>(u"meshToolbar"_s);
        const auto buttons = toolbar->findChildren<QAbstractButton *>();
        QVERIFY(buttons.size() > 8);
        for (const QAbstractButton *button : buttons) {
            if (button->isVisibleTo(toolbar))
                QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
        }
        const auto *zoom = toolbar->findChild<QWidget *>(u"meshZoom"_s);
        QCOMPARE(zoom->isVisibleTo(toolbar), zooms);
    }

    void looksRight_data()
    {
        QTest::addColumn<int>("name");
        QTest::addColumn<QSize>("size");
        // Those of the view within a window of 1280 x 800 and 1920 x 1080.
        const QSize small(1136, 736);
        const QSize large(1776, 1016);
        QTest::newRow("dark-1280") << int(ThemeName::Dark) << small;
        QTest::newRow("dark-1920") << int(ThemeName::Dark) << large;
        QTest::newRow("light-1280") << int(ThemeName::Light) << small;
        QTest::newRow("light-1920") << int(ThemeName::Light) << large;
        QTest::newRow("contrast-1280") << int(ThemeName::HighContrast) << small;
    }
    void looksRight()
    {
        QFETCH(int, name);
        QFETCH(QSize, size);
        m_theme->setName(static_cast<ThemeName>(name));
        m_view->resize(size);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        QTRY_COMPARE(canvas().scene().nodes().size(), std::size_t(13));
        m_view->showService(ClusterId{"prod-eu"}, {"shop", "checkout"});
        QCOMPARE(m_view->width(), size.width()); // nothing makes it wider
        shoot(QString::fromLatin1(QTest::currentDataTag()));
    }

    void everyStateIsPainted()
    {
        m_view->resize(1136, 736);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        QTRY_COMPARE(canvas().scene().nodes().size(), std::size_t(13));
        shoot(u"nothing-selected"_s);
        m_time->setAsOf(m_mesh->incident() + std::chrono::minutes(5));
        QTRY_COMPARE(canvas().scene().nodes().size(), std::size_t(12));
        shoot(u"as-of"_s);
        m_time->leaveAsOf();
        QTRY_COMPARE(canvas().scene().nodes().size(), std::size_t(13));
        auto *compare = m_view->findChild<QToolButton *>(u"meshCompare"_s);
        compare->menu()->actions().front()->trigger();
        QTRY_VERIFY(compare->isChecked());
        m_view->showService(ClusterId{"prod-eu"}, {"shop", "checkout"});
        shoot(u"compare"_s);
        auto *trouble = m_view->findChild<QPushButton *>(u"meshOnlyTrouble"_s);
        trouble->click();
        m_view->findChild<QPushButton *>(u"meshLegendButton"_s)->click();
        shoot(u"trouble"_s);
        m_view->findChild<QPushButton *>(u"meshHidden"_s)->click();
        m_view->findChild<QPushButton *>(u"meshTableSwitch"_s)->click();
        shoot(u"table"_s);
    }

    void nothingInTheInspectorIsCut()
    {
        present();
        m_view->findChild<QToolButton *>(u"meshCompare"_s)->menu()->actions().front()->trigger();
        m_view->showService(ClusterId{"prod-eu"}, {"shop", "checkout"});
        auto *page = m_view->findChild<QScrollArea *>(u"meshServicePage"_s);
        QTRY_VERIFY(m_view->findChild<QWidget *>(u"meshDelta"_s)->isVisible());
        const auto cut = [page]() -> QString {
            for (const QLabel *label : page->findChildren<QLabel *>()) {
                if (label->isVisible() && label->wordWrap()
                    && label->height() < label->heightForWidth(label->width()))
                    return label->text();
            }
            return {};
        };
        QTRY_COMPARE(cut(), QString());
        // Each part below the one before.
        const auto covering = [page]() -> QString {
            const QObjectList parts = page->widget()->children();
            int bottom = 0;
            for (QObject *part : parts) {
                const auto *widget = qobject_cast<QWidget *>(part);
                if (!widget || !widget->isVisible() || widget->x() > 0)
                    continue;
                if (widget->y() < bottom)
                    return u"a part at %1 above %2"_s.arg(widget->y()).arg(bottom);
                bottom = widget->geometry().bottom();
            }
            return {};
        };
        QTRY_COMPARE(covering(), QString());
    }

    void theRealLayoutIsPaintedWithItsNamespaces()
    {
        m_mesh->setDrawing([](const MeshGraph &graph, const console::MeshQuestion &question) {
            return topology::layoutGraph(graph,
                {.groupByNamespace = question.groupByNamespace,
                    .folded = question.folded,
                    .unfolded = question.unfolded});
        });
        m_view->resize(1776, 1016);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        QTRY_COMPARE(canvas().scene().nodes().size(), std::size_t(13));
        m_view->showService(ClusterId{"prod-eu"}, {"shop", "checkout"});
        shoot(u"grouped"_s);
        QTest::keyClick(&canvas(), Qt::Key_X, {}, 0); // folds the namespace shop
        QTRY_COMPARE(canvas().scene().nodes().size(), std::size_t(8));
        shoot(u"folded"_s);
    }

    void manyServicesStayReadable()
    {
        m_mesh->setServices(2'000);
        m_view->resize(1136, 736);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        QTRY_COMPARE(canvas().scene().nodes().size(), std::size_t(2'000));
        shoot(u"many-fit"_s, 300);
        canvas().zoomBy(4);
        shoot(u"many-names"_s, 300);
    }
};

QTEST_MAIN(TestMeshViewLooks)
#include "tst_mesh_view_looks.moc"
