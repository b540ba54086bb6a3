#pragma once

#include "core/console/console_types.h"

#include <QFuture>
#include <QObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace binnacle::console {

// One setting as the settings view shows it.
struct SettingView
{
    QString key;   // "retention.event_days"
    QString value; // as written in the file
    QString defaultValue;
    QString help;        // English; technical
    QString source;      // where the value is from: "default", a file with its line, a variable
    QStringList choices; // empty: any text of the right form
    bool needsRestart = false; // does not act before the next start
    bool isFixed = false;      // set by the environment or the command line: cannot be changed here
};

// What the history costs.
struct StorageUse
{
    struct Part
    {
        QString
            name; // identifiers, translated by the UI: "events", "traffic", "snapshots", "audit"
        qint64 bytes = 0;
        qint64 rows = 0;
        Timestamp oldest{};
        double bytesPerDay = 0; // lately
    };
    std::vector<Part> parts;
    qint64 fileBytes = 0;
    qint64 freeBytes = 0; // on the disk
};

struct SettingsProblem
{
    int line = 0; // of the imported text; 0: not about a line
    QString key;
    QString message;
};

struct GatewayState
{
    bool isEnabled = false;
    QString address; // "127.0.0.1:8080"; empty: not listening
    QString problem;
    qint64 connections = 0;
    quint64 requests = 0;
};

// Settings of the workspace, kept as one commented text file in it. Lives on the GUI thread; never
// blocks.
class SettingsDesk : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual std::vector<SettingView> settings() const = 0; // in the order of the file
    // Errors: InvalidArgument (the value; the old one stays), PermissionDenied, ReadOnly.
    virtual QFuture<Status> set(const QString &key, const QString &value) = 0;
    virtual QFuture<Status> reset(const QString &key) = 0; // back to what it is without the file

    virtual QString exportText() const = 0;
    // All or nothing; what is wrong with which line. Empty: taken.
    virtual Answer<std::vector<SettingsProblem>> importText(const QString &text) = 0;

    virtual Answer<StorageUse> storageUse() = 0;
    virtual GatewayState gateway() const = 0;

signals:
    void changed(); // at most once a second
};

} // namespace binnacle::console
