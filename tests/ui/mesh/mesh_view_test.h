#pragma once

#include "tests/support/fake_console.h"
#include "tests/support/fake_mesh_feed.h"
#include "ui/mesh/mesh_canvas.h"
#include "ui/mesh/mesh_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/time_selection.h"

#include <QDir>
#include <QImage>
#include <QSet>
#include <QTest>

#include <memory>

namespace binnacle::ui {

// For tests of the whole view, over the estate of the demo in memory.
class MeshViewTest : public QObject
{
protected:
    // Before each test; the view is not shown yet.
    void start()
    {
        m_theme->setName(ThemeName::Dark);
        m_mesh = std::make_unique<fake::MeshFeed>();
        m_estate = std::make_unique<fake::EstateFeed>();
        m_events = std::make_unique<fake::EventFeed>();
        m_time = std::make_unique<TimeSelection>();
        m_memory = std::make_unique<fake::UiMemory>();
        newView();
    }

    void newView()
    {
        m_view = std::make_unique<MeshView>(
            MeshServices{*m_mesh, *m_events, *m_estate, *m_time, m_memory.get()});
        m_view->setCluster(ClusterId{"prod-eu"});
    }

    void present()
    {
        m_view->resize(1136, 736);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        QTRY_COMPARE(canvas().scene().nodes().size(), std::size_t(13));
    }

    MeshCanvas &canvas() { return *m_view->findChild<MeshCanvas *>(); }

    // Also written to the folder of temporary files, for a person to look at.
    void shoot(const QString &name, int waitMs = 25)
    {
        QTest::qWait(waitMs);
        const QImage shot = m_view->grab().toImage();
        QVERIFY(shot.save(QDir::temp().filePath(QStringLiteral("mesh-%1.png").arg(name))));
        QSet<QRgb> colours;
        for (int y = 0; y < shot.height(); y += 4) {
            for (int x = 0; x < shot.width(); x += 4)
                colours.insert(shot.pixel(x, y));
        }
        QVERIFY(colours.size() > 20);
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::MeshFeed> m_mesh;
    std::unique_ptr<fake::EstateFeed> m_estate;
    std::unique_ptr<fake::EventFeed> m_events;
    std::unique_ptr<TimeSelection> m_time;
    std::unique_ptr<fake::UiMemory> m_memory;
    std::unique_ptr<MeshView> m_view;
};

} // namespace binnacle::ui
