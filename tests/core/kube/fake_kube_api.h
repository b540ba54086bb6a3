#pragma once

#include "tests/core/kube/child_process.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>
#include <QTemporaryDir>
#include <QtGlobal>

#include <memory>
#include <string>

namespace binnacle::test {

// tests/support/fake_kube_api.py as a process of its own on a free port.
class FakeKubeApi
{
public:
    explicit FakeKubeApi(const QStringList &arguments = {})
    {
        std::vector<std::string> words{"python3",
            BINNACLE_SOURCE_DIR "/tests/support/fake_kube_api.py", "--log",
            logFile().toStdString()};
        for (const QString &argument : arguments)
            words.push_back(argument.toStdString());
        m_process = std::make_unique<ChildProcess>(std::move(words));
        m_port = m_process->readLine();
        if (m_port.empty())
            qFatal("the fake API server did not start");
    }

    std::string port() const { return m_port; }

    // What it was asked so far: method, path, query, body, type, accept, host, token.
    QList<QJsonObject> requests() const
    {
        QList<QJsonObject> all;
        QFile file(logFile());
        if (!file.open(QIODevice::ReadOnly))
            return all;
        for (const QByteArray &line : file.readAll().split('\n')) {
            if (!line.isEmpty())
                all.append(QJsonDocument::fromJson(line).object());
        }
        return all;
    }
    int count(const QString &method) const
    {
        int found = 0;
        for (const QJsonObject &one : requests())
            found += one[QStringLiteral("method")].toString() == method ? 1 : 0;
        return found;
    }

private:
    QString logFile() const { return m_folder.filePath(QStringLiteral("requests.jsonl")); }

    QTemporaryDir m_folder;
    std::unique_ptr<ChildProcess> m_process;
    std::string m_port;
};

} // namespace binnacle::test
