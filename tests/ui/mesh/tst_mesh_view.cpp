#include "core/topology/layered_layout.h"
#include "tests/support/fake_console.h"
#include "tests/support/fake_mesh_feed.h"
#include "ui/mesh/mesh_canvas.h"
#include "ui/mesh/mesh_view.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestMeshView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_theme->setName(ThemeName::Dark);
        m_mesh = std::make_unique<fake::MeshFeed>();
        m_estate = std::make_unique<fake::EstateFeed>();
        m_events = std::make_unique<fake::EventFeed>();
        m_time = std::make_unique<TimeSelection>();
        m_view = std::make_unique<MeshView>(MeshServices{*m_mesh, *m_events, *m_estate, *m_time});
        m_view->setCluster(ClusterId{"prod-eu"});
    }
    void cleanup() { m_view.reset(); }

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
        shoot(u"many-fit"_s);
        canvas().zoomBy(4);
        shoot(u"many-names"_s);
    }

private:
    MeshCanvas &canvas() { return *m_view->findChild<MeshCanvas *>(); }

    void shoot(const QString &name)
    {
        QTest::qWait(120);
        const QImage shot = m_view->grab().toImage();
        QVERIFY(shot.save(QDir::temp().filePath(u"mesh-%1.png"_s.arg(name))));
        QSet<QRgb> colours;
        for (int y = 0; y < shot.height(); y += 2) {
            for (int x = 0; x < shot.width(); x += 2)
                colours.insert(shot.pixel(x, y));
        }
        QVERIFY(colours.size() > 20);
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::MeshFeed> m_mesh;
    std::unique_ptr<fake::EstateFeed> m_estate;
    std::unique_ptr<fake::EventFeed> m_events;
    std::unique_ptr<TimeSelection> m_time;
    std::unique_ptr<MeshView> m_view;
};

QTEST_MAIN(TestMeshView)
#include "tst_mesh_view.moc"
